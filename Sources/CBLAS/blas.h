// SPDX-License-Identifier: Apache-2.0
#include <cblas.h>

// OpenBLAS brings LAPACK too, but not every system installs its header: these
// are the Fortran routines that this package calls. Arrays are column-major.

// The singular values of a matrix.
void dgesdd_(const char *jobz, const int *m, const int *n, double *a,
             const int *lda, double *s, double *u, const int *ldu, double *vt,
             const int *ldvt, double *work, const int *lwork, int *iwork,
             int *info);

// The factors L and Q of a matrix A = L Q.
void dgelqf_(const int *m, const int *n, double *a, const int *lda, double *tau,
             double *work, const int *lwork, int *info);

// The Cholesky factor of a semi-definite matrix, with pivoting.
void dpstrf_(const char *uplo, const int *n, double *a, const int *lda,
             int *piv, int *rank, const double *tol, double *work, int *info);
