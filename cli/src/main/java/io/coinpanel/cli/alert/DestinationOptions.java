package io.coinpanel.cli.alert;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which of its account's destinations an alert's notifications go to. */
public final class DestinationOptions {

  /** As commands name it. */
  static final String FIELD = "destinations";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--destination",
      paramLabel = "ID",
      split = ",",
      description = {
        "Send its notifications to this destination of the account; may be repeated.",
        "See coinpanel destination list."
      })
  private List<String> ids = List.of();

  @Option(names = "--no-destinations", description = "Send its notifications to no destination.")
  private boolean none;

  /** As fields of a command; empty if nothing is said. */
  public Map<String, List<String>> fields() {
    if (none && !ids.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "--destination and --no-destinations cannot be combined.");
    }
    return none || !ids.isEmpty() ? Map.of(FIELD, ids) : Map.of();
  }
}
