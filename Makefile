# SPDX-License-Identifier: Apache-2.0
#
# `make help` lists what there is. Paths here are relative and recipes quote
# their variables, so the folder's name may hold spaces.

PREFIX ?= /usr/local
DESTDIR ?=

# What swift-format looks after.
SWIFT_SOURCES = Package.swift $(wildcard Sources Snippets Tests Tools)

.DEFAULT_GOAL := help
.PHONY: demo test bench docs format lint install help setup

## demo: take a landscape apart, and train a small generator from coarse to fine
demo:
	@Tools/demo

## test: build everything and run every test
test: setup
	@swift test

## bench: compare speed with OpenCV, SciPy and pyrtools
bench:
	@Tools/setup --bench
	@PATH="$$PWD/.tools/benchmarks/bin:$$PATH" Tools/benchmarks/run

## docs: build the reference documentation in .docs
docs: setup
	@Tools/documentation

## format: put the sources into the one format
format:
	@swift format --in-place --recursive --parallel $(SWIFT_SOURCES)

## lint: check the format and the files' form, changing nothing
lint:
	@swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)
	@Tools/checks/sources

## install: put tools, manual pages and completions under PREFIX (/usr/local)
install: setup
	@Tools/install "$(DESTDIR)$(PREFIX)"

## help: list these
help:
	@sed -n 's/^## \([a-z]*\): \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

setup:
	@Tools/setup
