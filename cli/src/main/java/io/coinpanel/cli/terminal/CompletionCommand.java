package io.coinpanel.cli.terminal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the shell completion script. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints the completion script for a shell: bash or zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(./coinpanel completion bash)",
      "  ./coinpanel completion bash > ~/.local/share/bash-completion/completions/coinpanel",
      "  echo 'source <(/path/to/coinpanel completion zsh)' >> ~/.zshrc"
    })
public final class CompletionCommand implements Runnable {

  /** Supported shells; one script serves both. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private @Nullable CommandSpec spec;

  // Only validated: the script works in both.
  @SuppressWarnings("UnusedVariable")
  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  @Override
  public void run() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    CommandLine root = Objects.requireNonNull(command.getParent());
    command.getOut().print(AutoComplete.bash(root.getCommandName(), root));
    OutputFailedException.check(command.getOut());
  }
}
