{{- define "tierline.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "tierline.selector" -}}
app.kubernetes.io/name: tierline
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "tierline.labels" -}}
{{ include "tierline.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What each process answers for on the one origin; whatever has no owner goes to live. */}}
{{- define "tierline.paths" -}}
ingest: [/v1/events, /v1/quarantine, /v1/units, /v1/catalogue]
rollup: [/v1/reconciliation]
scoring: [/v1/judgements, /v1/attributes, /v1/rubrics]
alerts: [/v1/alerts, /v1/alerts.csv, /v1/watches, /v1/silences, /v1/channels]
snapshots: [/v1/snapshots, /v1/objections, /v1/snapshot-plans]
live: [/]
{{- end }}

{{/* The secret that holds an address: one's own, or the one that this chart makes. */}}
{{- define "tierline.address" -}}
{{- $own := (index .root.Values .of).existingSecret -}}
secretKeyRef: { name: {{ $own.name | default (printf "%s-addresses" (include "tierline.name" .root)) | quote }}, key: {{ ternary $own.key .of (ne $own.name "") | quote }} }
{{- end }}

{{- define "tierline.hasRules" -}}
{{- if or .Values.rules.files .Values.rules.existingConfigMap }}true{{ end }}
{{- end }}

{{/* Values without which nothing could run: all that are missing, at once. */}}
{{- define "tierline.check" -}}
{{- $missing := list -}}
{{- range $of := list "database" "redis" }}
{{- $one := index $.Values $of }}
{{- if not (or $one.url $one.existingSecret.name) }}{{ $missing = append $missing (printf "%s.url or %s.existingSecret.name" $of $of) }}{{ end }}
{{- end }}
{{- if not .Values.kafka.brokers }}{{ $missing = append $missing "kafka.brokers" }}{{ end }}
{{- if not .Values.keys.existingSecret.name }}{{ $missing = append $missing "keys.existingSecret.name (a secret with the two shared keys: see docs/operations.md)" }}{{ end }}
{{- if $missing }}{{ fail (printf "Values: found no %s; expected where the engines and the shared keys are." (join ", no " $missing)) }}{{ end }}
{{- end }}
