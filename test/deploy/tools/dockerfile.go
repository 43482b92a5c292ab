package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

type stage struct {
	Name     string   `json:"name"`
	From     string   `json:"from"`
	Commands []string `json:"commands"`
}

type dockerfileFound struct {
	Warnings []string `json:"warnings"`
	Args     []string `json:"args"`
	Stages   []stage  `json:"stages"`
}

// readDockerfile parses a Dockerfile into its stages and keeps what BuildKit's linter warns of.
func readDockerfile(file string, _ []string) (any, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	tree, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	found := dockerfileFound{Warnings: []string{}, Args: []string{}, Stages: []stage{}}
	warn := func(rule, _, _, message string, place []parser.Range) {
		found.Warnings = append(found.Warnings, fmt.Sprintf("%v: %s: %s", place, rule, message))
	}
	stages, args, err := instructions.Parse(tree.AST, linter.New(&linter.Config{Warn: warn}))
	if err != nil {
		return nil, err
	}
	for _, arg := range args {
		found.Args = append(found.Args, arg.String())
	}
	for _, one := range stages {
		found.Stages = append(found.Stages, stageOf(one))
	}
	return found, nil
}

func stageOf(one instructions.Stage) stage {
	found := stage{Name: one.Name, From: one.BaseName, Commands: []string{}}
	for _, command := range one.Commands {
		found.Commands = append(found.Commands, fmt.Sprint(command))
	}
	return found
}
