# `make help` lists what can be done. Each target installs what it needs.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help serve dev dist test bench check fmt clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

serve: ## Build the release app and serve it at http://127.0.0.1:8080/
	@bash scripts/setup.sh web
	@bash scripts/build.sh
	@bash scripts/serve.sh

dev: ## Serve a development build that reloads on every change
	@bash scripts/setup.sh web
	@. scripts/env.sh && RUSTFLAGS="--cfg erase_components" CARGO_TARGET_DIR=target/dev trunk serve --no-sri

dist: ## Build dist/ for any static host, and the single file dist/pmo-planner.html
	@bash scripts/setup.sh web
	@bash scripts/build.sh

test: ## Formatting, lints, host tests, build, size budget, browsers
	@bash scripts/setup.sh web test
	@bash scripts/test.sh

bench: ## Measure how soon tables, ranking, map and the team's page answer, and the solver against highs and glpk.js
	@bash scripts/setup.sh web test
	@bash scripts/build.sh
	@node tests/e2e/bench.mjs chromium && node tests/e2e/bench.mjs firefox && node tests/e2e/bench-portfolio.mjs chromium
	@for part in competency selection strategy; do node tests/e2e/bench-$$part.mjs chromium || exit 1; done

check: ## The quick part of the tests: formatting, lints and tests on the host
	@cargo fmt --check && cargo clippy --all-targets -- -D warnings && cargo test

fmt: ## Format the code
	@cargo fmt

clean: ## Remove what was built
	@rm -rf target dist style/index.css style/rest.css
