{{- define "naniwa.labels" -}}
app.kubernetes.io/name: naniwa
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* Of one role's pods: (dict "root" $ "role" "web"). */ -}}
{{- define "naniwa.selector" -}}
app.kubernetes.io/name: naniwa
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end }}

{{- define "naniwa.name" -}}
{{ printf "%s-%s" .root.Release.Name .role | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* A deployment of one role: (dict "root" $ "role" "web" "of" .Values.web "port" "http"). */ -}}
{{- define "naniwa.deployment" -}}
{{- $values := .root.Values }}
{{- if not (or $values.bucket.name $values.filesClaim) }}
{{- fail "Say where files are: bucket.name, or filesClaim for a volume that all processes can write to." }}
{{- end }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "naniwa.name" . }}
  labels:
    {{- include "naniwa.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  {{- if not .of.autoscaling.enabled }}
  replicas: {{ .of.replicas }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "naniwa.selector" . | nindent 6 }}
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 }
  template:
    metadata:
      labels:
        {{- include "naniwa.labels" .root | nindent 8 }}
        app.kubernetes.io/component: {{ .role }}
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "9464"
    spec:
      serviceAccountName: {{ .root.Release.Name }}
      automountServiceAccountToken: false
      # Sockets are told to come back in a moment, and what is being sent is finished.
      terminationGracePeriodSeconds: 45
      {{- with $values.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000
        fsGroup: 1000
        seccompProfile: { type: RuntimeDefault }
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- include "naniwa.selector" . | nindent 14 }}
      containers:
        - name: naniwa
          image: "{{ $values.image.repository }}:{{ $values.image.tag | default .root.Chart.AppVersion }}"
          imagePullPolicy: {{ $values.image.pullPolicy }}
          args: [serve, --roles={{ .role }}]
          envFrom:
            - secretRef: { name: {{ $values.existingSecret }} }
          env:
            {{- range $name, $value := include "naniwa.env" .root | fromYaml }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          ports:
            - { name: http, containerPort: 8080 }
            - { name: metrics, containerPort: 9464 }
          startupProbe:
            httpGet: { path: /readyz, port: {{ .port }} }
            periodSeconds: 2
            # Migrations may take their time.
            failureThreshold: 300
          livenessProbe:
            httpGet: { path: /healthz, port: {{ .port }} }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /readyz, port: {{ .port }} }
            periodSeconds: 5
            timeoutSeconds: 3
            failureThreshold: 2
          lifecycle:
            # The endpoints forget it first.
            preStop:
              sleep: { seconds: 5 }
          resources:
            {{- toYaml .of.resources | nindent 12 }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
            - { name: data, mountPath: /data }
            {{- if $values.filesClaim }}
            - { name: files, mountPath: /data/blobs }
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {}
        - name: data
          emptyDir: {}
        {{- if $values.filesClaim }}
        - name: files
          persistentVolumeClaim: { claimName: {{ $values.filesClaim }} }
        {{- end }}
{{- end }}

{{- define "naniwa.env" -}}
NANIWA_URL: {{ .Values.url }}
NANIWA_TRUST_PROXY: "1"
{{- with .Values.bucket }}
{{- if .name }}
S3_BUCKET: {{ .name }}
{{- with .region }}
S3_REGION: {{ . }}
{{- end }}
{{- with .endpoint }}
S3_ENDPOINT: {{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $value := .Values.env }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- /* Keeps voluntary disruptions to one pod at a time: (dict "root" $ "role" "web"). */ -}}
{{- define "naniwa.disruption" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "naniwa.name" . }}
  labels:
    {{- include "naniwa.labels" .root | nindent 4 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "naniwa.selector" . | nindent 6 }}
{{- end }}

{{- /* The head of an autoscaler, up to its metrics: (dict "root" $ "role" "web" "of" .Values.web). */ -}}
{{- define "naniwa.scaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "naniwa.name" . }}
  labels:
    {{- include "naniwa.labels" .root | nindent 4 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ include "naniwa.name" . }} }
  minReplicas: {{ .of.autoscaling.minReplicas }}
  maxReplicas: {{ .of.autoscaling.maxReplicas }}
  behavior:
    # Up at once, as at ten in the morning; down slowly, as each step sends people to another process.
    scaleUp:
      policies: [{ type: Percent, value: 100, periodSeconds: 30 }]
    scaleDown:
      stabilizationWindowSeconds: 600
      policies: [{ type: Pods, value: 1, periodSeconds: 120 }]
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: { type: Utilization, averageUtilization: {{ .of.autoscaling.cpu }} }
{{- end }}
