package io.coinpanel.cli.backtest;

import io.coinpanel.cli.alert.TermsOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The terms that others are compared with: one argument, written as on a command line. */
@Command(name = "--compare")
final class ComparedTerms {

  @Parameters(arity = "0..1")
  private @Nullable String threshold;

  @Mixin private TermsOptions options = new TermsOptions();

  private ComparedTerms() {}

  /**
   * Parses terms, such as {@code 65000 --below --hold 90s}.
   *
   * @throws ParameterException if they are none
   */
  static ComparedTerms parse(String text) {
    ComparedTerms compared = new ComparedTerms();
    new CommandLine(compared).parseArgs(text.strip().split("\\s+"));
    return compared;
  }

  @Nullable String threshold() {
    return threshold;
  }

  TermsOptions options() {
    return options;
  }
}
