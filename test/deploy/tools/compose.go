package main

import (
	"context"

	"github.com/compose-spec/compose-go/v2/cli"
)

// readCompose gives the project as `docker compose config` prints it: schema checked, settings put in, references resolved. Settings come from the file ENV alone.
func readCompose(file string, env []string) (any, error) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithEnvFiles(env...), cli.WithDotEnv, cli.WithProfiles([]string{"*"}))
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}
