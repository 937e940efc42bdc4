package io.coinpanel.standalone.terminal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete the commands and their options. */
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

  /** Those that the script is for; it is the same, as it asks which one reads it. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private @Nullable CommandSpec spec;

  // Only there to be checked: the script does for both.
  @SuppressWarnings("UnusedVariable")
  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Shell shell;

  @Override
  public void run() {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    CommandLine root = Objects.requireNonNull(command.getParent());
    command.getOut().print(AutoComplete.bash(root.getCommandName(), root));
    OutputLost.check(command.getOut());
  }
}
