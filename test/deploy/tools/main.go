// Command deploycheck reads what deploy/ holds with the libraries of the tools that will read it in earnest
// (Helm, Kubernetes' and Prometheus Operator's types, BuildKit, Compose) and prints what it found as JSON.
//
//	deploycheck chart FOLDER [VALUES]    what Helm's linter says, and every manifest, decoded strictly
//	deploycheck dockerfile FILE          what BuildKit's linter says, and the stages
//	deploycheck compose FILE [ENV]       the project as Compose understands it
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

var readers = map[string]func(file string, more []string) (any, error){
	"chart":      readChart,
	"dockerfile": readDockerfile,
	"compose":    readCompose,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 || readers[args[0]] == nil {
		return fmt.Errorf("found the arguments %q, expected chart FOLDER [VALUES], dockerfile FILE or compose FILE [ENV]", args)
	}
	found, err := readers[args[0]](args[1], args[2:])
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}
