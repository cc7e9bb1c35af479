{{/* The name of everything in this release: dict "root" $ "part" "web". */}}
{{- define "eenmaal.name" -}}
{{- printf "%s-%s" .root.Release.Name .part | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- define "eenmaal.selector" -}}
app.kubernetes.io/name: eenmaal
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{- define "eenmaal.labels" -}}
{{ include "eenmaal.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "eenmaal.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag }}{{ end -}}
{{- end -}}
{{- end }}

{{/* Nobody becomes root, and nothing but /tmp and its own run folder can be written: as in docker/compose.yaml. */}}
{{- define "eenmaal.closed" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "eenmaal.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
shareProcessNamespace: true  # processes whose parent ended are waited for, as `init` does in compose
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "eenmaal.broker" -}}
{{- if .Values.ownServers.enabled -}}
redis://{{ include "eenmaal.name" (dict "root" . "part" "valkey") }}:6379/0
{{- else -}}
{{ required "brokerUrl says where the broker is; or set ownServers.enabled" .Values.brokerUrl }}
{{- end -}}
{{- end }}

{{/* One key of the Secret of this installation, as a setting: dict "root" $ "name" … "key" … ["optional" true]. */}}
{{- define "eenmaal.secret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.secretName | quote }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end }}

{{- define "eenmaal.settings" -}}
{{ include "eenmaal.secret" (dict "root" . "name" "EENMAAL_DATABASE_URL" "key" "app-database-url") }}
{{ include "eenmaal.secret" (dict "root" . "name" "EENMAAL_SECRET_KEY" "key" "secret-key") }}
{{ include "eenmaal.secret" (dict "root" . "name" "EENMAAL_LOG_KEY" "key" "log-key" "optional" true) }}
{{ include "eenmaal.secret" (dict "root" . "name" "EENMAAL_ENCRYPTION_KEY" "key" "encryption-key") }}
- name: EENMAAL_BROKER_URL
  value: {{ include "eenmaal.broker" . | quote }}
- name: EENMAAL_TRUSTED_PROXIES
  value: {{ .Values.trustedProxies | quote }}
{{- range $name, $value := .Values.settings }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{- define "eenmaal.mounts" -}}
- { name: blobs, mountPath: /var/lib/eenmaal/blobs }
- { name: run, mountPath: /var/lib/eenmaal/run }
- { name: tmp, mountPath: /tmp }
{{- end }}

{{- define "eenmaal.volumes" -}}
- name: blobs
  persistentVolumeClaim:
    claimName: {{ .Values.blobs.existingClaim | default (include "eenmaal.name" (dict "root" . "part" "blobs")) | quote }}
- name: run
  emptyDir: { medium: Memory, sizeLimit: 64Mi }
- name: tmp
  emptyDir: { sizeLimit: 2Gi }
{{- end }}
