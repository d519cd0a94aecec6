# ResumeMate LLM. `make help` lists every target.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CORPUS ?= $(RESUMEMATE_CORPUS)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: $(shell sed -n 's/^\([a-z][a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## list the targets
	@awk -F':.*## ' '/^[a-z][a-z0-9-]*:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) install -c constraints.txt -e '.[files,docx]'
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.core

demo: $(VENV)/.core ## tailor an example PDF resume to an example job, offline
	@LLM_PROVIDER=mock $(BIN)/resumemate generate examples/software-engineer/resume.pdf examples/software-engineer/job.txt --format md

test: $(VENV)/.dev ## run the test suite (under 3 minutes on 2 cores)
	@$(BIN)/python -m pytest -n 2 -m 'not browser'

lint: $(VENV)/.dev ## format check, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## format and fix what can be fixed
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

parsing: $(VENV)/.dev ## parser against the labelled corpus (RESUMEMATE_CORPUS)
	@$(BIN)/python -m benchmarks.parsing

honesty: $(VENV)/.dev ## every corpus resume against three jobs: violations by kind
	@$(BIN)/python -m benchmarks.honesty

truth: $(VENV)/.dev ## mutation bench: broken drafts, what refine repairs, reports, lets through
	@$(BIN)/python -m benchmarks.truth

wording: $(VENV)/.dev ## wording before and after over the corpus; the table of docs/wording.md
	@$(BIN)/python -m benchmarks.wording $(if $(CORPUS),--write docs/wording.md)

speed: $(VENV)/.dev ## time of parse, draft and refine; import and command-line start
	@$(BIN)/python -m benchmarks.speed

scorecard: $(VENV)/.dev ## every fault through the real SDK clients; writes docs/scorecard.md
	@$(BIN)/python -m benchmarks.scorecard --write docs/scorecard.md

overhead: $(VENV)/.dev ## our client against its peers, in an environment of its own
	@test -x .cache/overhead/bin/python || $(BIN)/python -m venv .cache/overhead
	@.cache/overhead/bin/python -m pip --disable-pip-version-check --quiet install -e '.[vllm,claude]' -r benchmarks/overhead/peers.txt
	@.cache/overhead/bin/python -m benchmarks.overhead

install-vllm: $(VENV)/.dev ## vLLM for the CPU in an environment of its own (4 GB)
	@$(BIN)/python -m tests.vllm.server install

test-vllm: install-vllm ## a real vLLM on the CPU with a tiny model: both protocols, doctor, a kill (4 GB, 10 minutes)
	@$(BIN)/python -m tests.vllm.server test

$(VENV)/.browser: pyproject.toml constraints.txt $(VENV)/.dev
	@$(PIP) install -c constraints.txt -e '.[dev-browser]'
	@touch $@

test-browser: $(VENV)/.browser ## the review page in a real headless Chromium (packages chromium and chromium-driver)
	@$(BIN)/python -m pytest -m browser tests/review/test_browser.py -rs

screenshots: $(VENV)/.browser ## the pictures of docs/review.md
	@$(BIN)/python -m tests.review.chromium docs

docker-test: $(VENV)/.dev ## docker/: lint, schemas, proxy, alerts, the image built and run on a stub base
	@$(BIN)/python -m tests.docker.programs
	@RESUMEMATE_DOCKER_TEST=1 $(BIN)/python -m pytest -rs tests/docker --ignore=tests/docker/clouds

docker-vllm: $(VENV)/.dev ## the image's entry point with a real vLLM on the CPU, the proxy and Prometheus before it
	@$(BIN)/python -m tests.docker.programs
	@$(BIN)/python -m tests.docker.served

test-plugins: $(VENV)/.dev ## both plugins' own tests, then built wheels in fresh environments
	@for p in ollama runpod; do PYTHONPATH=.:plugins/resumemate-llm-$$p/src $(BIN)/python -m pytest -c plugins/resumemate-llm-$$p/pyproject.toml plugins/resumemate-llm-$$p/tests || exit 1; done
	@$(BIN)/python tests/plugins/wheels.py

test-training: $(VENV)/.dev ## the training tools' own tests
	@PYTHONPATH=.:training/src $(BIN)/python -m pytest -n 2 -c training/pyproject.toml training/tests

train-real: $(VENV)/.dev ## the back ends' tests for real, each in its own environment (8 GB; BACKENDS="trl mlx")
	@PYTHONPATH=.:training/src $(BIN)/python -u -m training.tests.real.backends $(BACKENDS)

train-e2e: $(VENV)/.dev ## six pairs -> data -> LoRA -> merge -> 4 bits -> vLLM -> evaluation, on two cores (10 GB)
	@PYTHONPATH=.:training/src $(BIN)/python -u -m training.tests.real.e2e

scorecard-plugins: $(VENV)/.dev ## both plugins through the scorecard
	@PYTHONPATH=.:plugins/resumemate-llm-ollama/src:plugins/resumemate-llm-runpod/src $(BIN)/python tests/plugins/scorecard.py

sections: $(VENV)/.dev ## whole drafts against sections on a real vLLM on the CPU (4 GB once, some minutes)
	@$(BIN)/python -m benchmarks.sections --leads 4

clock: $(VENV)/.dev ## the same in a SIMULATED server with the clocks of five GPUs
	@$(BIN)/python -m benchmarks.clock

coherence: $(VENV)/.dev ## seeded contradictions and repetitions between the parts of a draft: how many are left
	@$(BIN)/python -m benchmarks.coherence

bench: parsing honesty truth coherence wording speed scorecard ## all benchmarks but overhead

docs: $(VENV)/.dev ## put the real output of the shown commands into README and docs
	@$(BIN)/python docs/refresh.py

deploy-env: ## the clouds' own packages, into .cache/deploy
	@test -x .cache/deploy/bin/python || $(PYTHON) -m venv .cache/deploy
	@.cache/deploy/bin/python -m pip --disable-pip-version-check --quiet install -e '.[vllm]' -e plugins/resumemate-llm-runpod -r tests/docker/clouds/requirements.txt
	@test -x .cache/deploy/vastai/bin/python || $(PYTHON) -m venv .cache/deploy/vastai
	@.cache/deploy/vastai/bin/python -m pip --disable-pip-version-check --quiet install 'vastai>=1.9,<2'

deploy-test: deploy-env ## scripts and files of every cloud against the clouds' own packages, tools and schemas
	@.cache/deploy/bin/python -m pytest tests/docker/clouds -rs

clean: ## remove the environment and caches
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
