#!/bin/sh
# Collects the documents that "why" reads about the last deployment of an ECS service. Run it within an hour: ECS keeps
# stopped tasks no longer. It reads only, and needs the aws CLI.
#
#   sh docs/ecs/collect.sh CLUSTER SERVICE LOG_GROUP DIRECTORY
#   java -jar api-app/target/api-app.jar why DIRECTORY/*.json
set -eu

if [ $# -ne 4 ]; then
  echo "usage: collect.sh CLUSTER SERVICE LOG_GROUP DIRECTORY" >&2
  exit 3
fi
cluster=$1 service=$2 log_group=$3 directory=$4
mkdir -p "$directory"

# A command that fails, such as one that an old CLI does not have, leaves the others.
collect() {
  file=$directory/$1.json
  shift
  "$@" --output json >"$file.part" && mv "$file.part" "$file" || rm -f "$file.part"
}

collect services aws ecs describe-services --cluster "$cluster" --services "$service"

deployments=$(aws ecs list-service-deployments --cluster "$cluster" --service "$service" --max-results 5 \
  --query 'serviceDeployments[].serviceDeploymentArn' --output text || true)
if [ -n "$deployments" ] && [ "$deployments" != None ]; then
  # shellcheck disable=SC2086 # one argument for each ARN
  collect deployments aws ecs describe-service-deployments --service-deployment-arns $deployments
fi

tasks=$(aws ecs list-tasks --cluster "$cluster" --service-name "$service" --desired-status STOPPED --max-items 100 \
  --query 'taskArns[]' --output text || true)
if [ -n "$tasks" ] && [ "$tasks" != None ]; then
  # shellcheck disable=SC2086
  collect tasks aws ecs describe-tasks --cluster "$cluster" --tasks $tasks
fi

definitions=$({
  aws ecs describe-services --cluster "$cluster" --services "$service" \
    --query 'services[].deployments[].taskDefinition' --output text
  # shellcheck disable=SC2086
  [ -z "$tasks" ] || [ "$tasks" = None ] || aws ecs describe-tasks --cluster "$cluster" --tasks $tasks \
    --query 'tasks[].taskDefinitionArn' --output text
} | tr '\t' '\n' | sort -u)
number=0
for definition in $definitions; do
  number=$((number + 1))
  collect "task-definition-$number" aws ecs describe-task-definition --task-definition "$definition"
done

hour_ago=$((($(date +%s) - 3600) * 1000))
collect log aws logs filter-log-events --log-group-name "$log_group" --start-time "$hour_ago" \
  --filter-pattern '{ $.event = "startup.refused" }' --max-items 100

if [ -z "$(ls "$directory")" ]; then
  echo "collect.sh: every command of the aws CLI failed" >&2
  exit 1
fi
ls "$directory"
