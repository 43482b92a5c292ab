package main

import (
	"encoding/json"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

// manifest is one object of the chart: what was rendered, and what Kubernetes' own types say against it.
type manifest struct {
	File   string          `json:"file"`
	Fault  string          `json:"fault,omitempty"`
	Object json.RawMessage `json:"object"`
}

var decoder = strictDecoder()

// strictDecoder knows the kinds of Kubernetes and of Prometheus Operator; a field that they do not have is a fault, and so is one given twice.
func strictDecoder() runtime.Decoder {
	types := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{scheme.AddToScheme, monitoring.AddToScheme} {
		if err := add(types); err != nil {
			panic(err)
		}
	}
	return serializer.NewCodecFactory(types, serializer.EnableStrict).UniversalDeserializer()
}

func decode(file, text string) manifest {
	found := manifest{File: file, Object: json.RawMessage("null")}
	if _, _, err := decoder.Decode([]byte(text), nil, nil); err != nil {
		found.Fault = err.Error()
	}
	if object, err := yaml.YAMLToJSON([]byte(text)); err == nil {
		found.Object = object
	}
	return found
}
