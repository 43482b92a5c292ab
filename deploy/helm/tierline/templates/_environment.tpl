{{/* Settings of one process, as docs/operations.md names them. */}}
{{- define "tierline.environment" -}}
- { name: TIERLINE_SHAPE, value: distributed }
- { name: TIERLINE_HOST, value: 0.0.0.0 }
- { name: TIERLINE_PORT, value: '4620' }
- { name: TIERLINE_BUREAU, value: {{ .Values.bureau | quote }} }
- { name: TIERLINE_LOG_LEVEL, value: {{ .Values.logLevel | quote }} }
- { name: TIERLINE_SECRETS, value: /run/tierline/secrets.json }
- name: TIERLINE_DATABASE_URL
  valueFrom: { {{ include "tierline.address" (dict "root" . "of" "database") }} }
- name: TIERLINE_REDIS_URL
  valueFrom: { {{ include "tierline.address" (dict "root" . "of" "redis") }} }
- { name: TIERLINE_KAFKA_BROKERS, value: {{ join "," .Values.kafka.brokers | quote }} }
- { name: TIERLINE_KAFKA_PREFIX, value: {{ .Values.kafka.prefix | quote }} }
- { name: TIERLINE_KAFKA_PARTITIONS, value: {{ .Values.kafka.partitions | quote }} }
- { name: TIERLINE_KAFKA_REPLICAS, value: {{ .Values.kafka.replicas | quote }} }
- { name: TIERLINE_KAFKA_SESSION_MS, value: {{ .Values.kafka.sessionMs | int | quote }} }
- { name: TIERLINE_KAFKA_TLS, value: {{ .Values.kafka.tls | quote }} }
{{- with .Values.kafka.sasl }}
{{- if .existingSecret.name }}
- { name: TIERLINE_KAFKA_MECHANISM, value: {{ .mechanism | quote }} }
- name: TIERLINE_KAFKA_USERNAME
  valueFrom: { secretKeyRef: { name: {{ .existingSecret.name | quote }}, key: {{ .existingSecret.usernameKey | quote }} } }
- name: TIERLINE_KAFKA_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ .existingSecret.name | quote }}, key: {{ .existingSecret.passwordKey | quote }} } }
{{- end }}
{{- end }}
{{- if include "tierline.hasRules" . }}
- { name: TIERLINE_RULES, value: /etc/tierline/rules }
{{- end }}
{{- if .Values.authority.configMap }}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/tierline/authority/ca.crt }
{{- end }}
{{- range $name, $value := .Values.settings }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end }}
