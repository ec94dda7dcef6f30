package org.separatrix.app.command;

import org.separatrix.app.Main;
import org.separatrix.lab.LabException;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// Prints a script that completes this program's words in a shell.
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script that completes verbs, options, systems, models and methods.",
            "",
            "  source <(separatrix completion bash)                    in this shell",
            "  separatrix completion bash >> ~/.bash_completion        in every new one",
            "  source <(separatrix completion zsh)                     in ~/.zshrc, after compinit"
        })
public final class CompletionCommand implements Callable<Integer> {

    private final Main main;

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            description = "bash or zsh (default: ${DEFAULT-VALUE}).")
    private String shell = "bash";

    @Spec private CommandSpec spec = CommandSpec.create();

    public CompletionCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        String prelude =
                switch (shell) {
                    case "bash" -> "";
                    case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n";
                    default ->
                            throw new LabException(
                                    "SHELL must be bash or zsh, got '%s'".formatted(shell));
                };
        main.terminal().out().print(prelude);
        main.terminal().out().println(AutoComplete.bash("separatrix", spec.root().commandLine()));
        return 0;
    }
}
