// SPDX-License-Identifier: Apache-2.0
#include <cblas.h>

// OpenBLAS brings LAPACK too, but not every system installs its header: these
// are the Fortran routines that this package calls. Arrays are column-major.

// The singular values of a matrix.
void dgesdd_(const char *jobz, const int *m, const int *n, double *a,
             const int *lda, double *s, double *u, const int *ldu, double *vt,
             const int *ldvt, double *work, const int *lwork, int *iwork,
             int *info);

// The singular values of a bidiagonal matrix.
void dbdsdc_(const char *uplo, const char *compq, const int *n, double *d,
             double *e, double *u, const int *ldu, double *vt, const int *ldvt,
             double *q, int *iq, double *work, int *iwork, int *info);

// The bidiagonal form of a band matrix.
void dgbbrd_(const char *vect, const int *m, const int *n, const int *ncc,
             const int *kl, const int *ku, double *ab, const int *ldab,
             double *d, double *e, double *q, const int *ldq, double *pt,
             const int *ldpt, double *c, const int *ldc, double *work,
             int *info);

// The factors Q and R of a matrix A = Q R, and the product of Q with a matrix.
void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau,
             double *work, const int *lwork, int *info);
void dormqr_(const char *side, const char *trans, const int *m, const int *n,
             const int *k, double *a, const int *lda, double *tau, double *c,
             const int *ldc, double *work, const int *lwork, int *info);

// The product of Q with a matrix, after dgelqf.
void dormlq_(const char *side, const char *trans, const int *m, const int *n,
             const int *k, double *a, const int *lda, double *tau, double *c,
             const int *ldc, double *work, const int *lwork, int *info);

// The factors L and Q of a matrix A = L Q.
void dgelqf_(const int *m, const int *n, double *a, const int *lda, double *tau,
             double *work, const int *lwork, int *info);

// The Cholesky factor of a semi-definite matrix, with pivoting.
void dpstrf_(const char *uplo, const int *n, double *a, const int *lda,
             int *piv, int *rank, const double *tol, double *work, int *info);
