package io.coinpanel.cli.alert;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The alerts that a command changes. */
final class AlertIds {

  private static final int MOST = 1000;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "The alerts' ids, as shown by coinpanel list.")
  private List<String> ids = List.of();

  List<String> list() {
    List<String> distinct = ids.stream().distinct().toList();
    if (distinct.size() > MOST) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(),
          "At most " + MOST + " alerts can be changed at once.");
    }
    return distinct;
  }
}
