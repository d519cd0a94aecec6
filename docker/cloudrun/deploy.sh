#!/usr/bin/env bash
# The model on Cloud Run with one L4, private, scaled to zero.
#
#   export PROJECT=my-project
#   docker/cloudrun/deploy.sh setup          # registry and a service account without roles; once
#   docker/cloudrun/deploy.sh push           # the image IMAGE, which this machine has, to Artifact Registry
#   docker/cloudrun/deploy.sh up             # create or update the service
#   docker/cloudrun/deploy.sh allow MEMBER   # such as serviceAccount:app@my-project.iam.gserviceaccount.com
#   docker/cloudrun/deploy.sh down           # delete the service: nothing runs and nothing is billed but the image
#
# --dry-run after the command prints what would be run. Variables: PROJECT (must be set), IMAGE, REGION, SERVICE,
# REMOTE_IMAGE, CPU, MEMORY, MAX_INSTANCES, PROBE_SECONDS.
set -euo pipefail

# Regions with L4 that need no invitation: us-east4, europe-west1, europe-west4, asia-southeast1.
REGION=${REGION:-us-east4}
SERVICE=${SERVICE:-resumemate-llm}
IMAGE=${IMAGE:-resumemate-llm:14b}
CPU=${CPU:-8}
MEMORY=${MEMORY:-32Gi}
MAX_INSTANCES=${MAX_INSTANCES:-1}
# How long the first start may take. Newer documentation allows 1800 with a GPU, older one 240.
PROBE_SECONDS=${PROBE_SECONDS:-240}

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
  exit "${1:-2}"
}

command=${1:-}
[ $# -gt 0 ] && shift
dry_run=
member=
for argument in "$@"; do
  case $argument in
    --dry-run) dry_run=1 ;;
    -*) usage ;;
    *) member=$argument ;;
  esac
done

run() {
  if [ -n "$dry_run" ]; then
    printf '%q ' "$@"
    printf '\n'
  else
    "$@"
  fi
}

exists() {
  [ -z "$dry_run" ] && "$@" >/dev/null 2>&1
}

case $command in
  -h | --help) usage 0 ;;
  setup | push | up | allow | url | down) ;;
  *) usage ;;
esac
if [ -z "${PROJECT:-}" ]; then
  echo "deploy.sh: PROJECT is not set; export PROJECT=your-project-id" >&2
  exit 2
fi
registry=$REGION-docker.pkg.dev
REMOTE_IMAGE=${REMOTE_IMAGE:-$registry/$PROJECT/resumemate/resumemate-llm:14b}
case $REMOTE_IMAGE in
  gcr.io/* | *.gcr.io/*)
    echo "deploy.sh: Container Registry (gcr.io) was shut down; use $registry/$PROJECT/..." >&2
    exit 2
    ;;
esac
account=resumemate-llm@$PROJECT.iam.gserviceaccount.com

setup() {
  run gcloud services enable run.googleapis.com artifactregistry.googleapis.com "--project=$PROJECT"
  exists gcloud artifacts repositories describe resumemate "--location=$REGION" "--project=$PROJECT" ||
    run gcloud artifacts repositories create resumemate --repository-format=docker \
      "--location=$REGION" "--project=$PROJECT"
  exists gcloud iam service-accounts describe "$account" "--project=$PROJECT" ||
    run gcloud iam service-accounts create resumemate-llm "--project=$PROJECT"
  run gcloud auth configure-docker "$registry" --quiet
}

push() {
  run docker tag "$IMAGE" "$REMOTE_IMAGE"
  run docker push "$REMOTE_IMAGE"
}

price() {
  cat >&2 <<END
deploy.sh: an L4 with $CPU vCPU and $MEMORY costs about \$1.04 (4 vCPU, 16Gi) to \$1.42 (8 vCPU, 32Gi) an hour
(prices of 2026-11-22), from the start of an instance until some 15 idle minutes after its last request;
at most $MAX_INSTANCES instances. Nothing while none runs.
END
}

up() {
  price
  run gcloud run deploy "$SERVICE" "--image=$REMOTE_IMAGE" "--region=$REGION" "--project=$PROJECT" \
    --gpu=1 --gpu-type=nvidia-l4 --no-gpu-zonal-redundancy "--cpu=$CPU" "--memory=$MEMORY" \
    --no-cpu-throttling --cpu-boost --execution-environment=gen2 \
    --port=8000 --concurrency=16 --timeout=900 --min-instances=0 "--max-instances=$MAX_INSTANCES" \
    "--startup-probe=httpGet.path=/health,httpGet.port=8000,periodSeconds=10,timeoutSeconds=5,failureThreshold=$((PROBE_SECONDS / 10))" \
    --set-env-vars=SERVE_GPU=l4,SERVE_PLATFORM=cloudrun,SERVE_DRAIN_SECONDS=9,VLLM_ENABLE_CUDA_COMPATIBILITY=1 \
    "--service-account=$account" --no-allow-unauthenticated --quiet
}

allow() {
  if [ -z "$member" ]; then
    echo "deploy.sh: allow whom? such as user:me@example.com or serviceAccount:NAME@$PROJECT.iam.gserviceaccount.com" >&2
    exit 2
  fi
  run gcloud run services add-iam-policy-binding "$SERVICE" "--region=$REGION" "--project=$PROJECT" \
    "--member=$member" --role=roles/run.invoker
}

url() {
  run gcloud run services describe "$SERVICE" "--region=$REGION" "--project=$PROJECT" '--format=value(status.url)'
}

down() {
  run gcloud run services delete "$SERVICE" "--region=$REGION" "--project=$PROJECT" --quiet
}

"$command"
