package main

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/releaseutil"
)

// severities in the order of Helm's linter.
var severities = []string{"unknown", "info", "warning", "error"}

type chartFound struct {
	Messages  []string   `json:"messages"`
	Manifests []manifest `json:"manifests"`
	Notes     string     `json:"notes"`
}

// readChart lints a chart and renders it as `helm template NAME FOLDER --values VALUES` does, the values checked against the chart's schema.
func readChart(folder string, more []string) (any, error) {
	values, err := valuesOf(more)
	if err != nil {
		return nil, err
	}
	rendered, err := render(folder, values)
	if err != nil {
		return nil, err
	}
	found := chartFound{Messages: []string{}, Manifests: []manifest{}}
	for _, message := range lint.All(folder, values, "tierline", true).Messages {
		found.Messages = append(found.Messages, fmt.Sprintf("%s: %s: %v", severities[message.Severity], message.Path, message.Err))
	}
	for _, name := range sortedKeys(rendered) {
		if path.Base(name) == "NOTES.txt" {
			found.Notes = rendered[name]
			continue
		}
		parts := releaseutil.SplitManifests(rendered[name])
		keys := slices.Collect(maps.Keys(parts))
		sort.Sort(releaseutil.BySplitManifestsOrder(keys))
		for _, key := range keys {
			found.Manifests = append(found.Manifests, decode(name, parts[key]))
		}
	}
	return found, nil
}

func render(folder string, values chartutil.Values) (map[string]string, error) {
	chart, err := loader.Load(folder)
	if err != nil {
		return nil, err
	}
	release := chartutil.ReleaseOptions{Name: "city", Namespace: "tierline", Revision: 1, IsInstall: true}
	full, err := chartutil.ToRenderValues(chart, values, release, nil)
	if err != nil {
		return nil, err
	}
	return engine.Engine{Strict: true}.Render(chart, full)
}

func valuesOf(more []string) (chartutil.Values, error) {
	if len(more) == 0 {
		return chartutil.Values{}, nil
	}
	return chartutil.ReadValuesFile(more[0])
}

func sortedKeys(texts map[string]string) []string {
	names := make([]string, 0, len(texts))
	for name, text := range texts {
		if strings.TrimSpace(text) != "" && !strings.HasPrefix(path.Base(name), "_") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}
