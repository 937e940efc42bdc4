package io.coinpanel.cli.alert;

import io.coinpanel.cli.client.Received;
import io.coinpanel.cli.client.ServerOptions;
import io.coinpanel.cli.session.Sessions;
import io.coinpanel.cli.terminal.OutputOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Edits, pauses and enables subscriptions. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description = "Changes, pauses or enables alerts.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the alerts were updated",
      "1:an alert was not found, or a server did not respond",
      "2:invalid usage, or the server rejected the request"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  coinpanel update 12 --threshold 66000 --name Breakout",
      "  coinpanel update 12 --rearm none --hold 90s",
      "  coinpanel update 12 13 14 --pause",
      "  coinpanel update 12 --note '' --expires never",
      "  coinpanel update 12 --destination 3"
    })
public final class UpdateCommand implements Callable<Integer> {

  private static final String NEVER = "never";

  /** At most one of both. */
  static final class Enabled {
    @Option(names = "--pause", description = "Pause it: it stays, but does not fire.")
    private boolean pause;

    // The other of the two.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--enable", description = "Enable it again, with a new baseline.")
    private boolean enable;
  }

  @Spec private @Nullable CommandSpec spec;

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private AlertSources choice = new AlertSources();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AlertIds ids = new AlertIds();

  @ArgGroup private @Nullable Enabled enabled;

  @Mixin private ParameterOptions parameters = new ParameterOptions();

  @Option(names = "--name", paramLabel = "TEXT", description = "Its name; '' removes it.")
  private @Nullable String name;

  @Option(names = "--note", paramLabel = "TEXT", description = "Its note; '' removes it.")
  private @Nullable String note;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "When it ends, such as 2030-01-31T12:00:00Z, or " + NEVER + ".")
  private @Nullable String expires;

  @Option(
      names = "--cooldown",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long it is silent after firing, such as 5m.")
  private @Nullable Integer cooldown;

  @Option(
      names = "--repeat",
      paramLabel = "HOW",
      description = "How often it fires: every, once or once_per_minute.")
  private @Nullable String repeat;

  @Mixin private DestinationOptions destinations = new DestinationOptions();

  @Option(
      names = "--default-destinations",
      description = "Send its notifications to the account's default destinations again.")
  private boolean defaultDestinations;

  private final Sessions sessions;

  public UpdateCommand() {
    this(Sessions.ofUser());
  }

  UpdateCommand(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> selected = ids.list();
    Map<String, Object> condition = parameters();
    Map<String, Object> fields = fields(condition);
    if (fields.isEmpty()) {
      throw invalid("Nothing to update: give at least one option.");
    }
    if (!condition.isEmpty() && selected.size() > 1) {
      throw invalid("Condition parameters can be changed for one alert at a time only.");
    }
    return new AlertChange(
            selected, some -> AlertRequest.update(some, fields), UpdateCommand::describe)
        .run(choice.from(sessions, server), outputOptions.terminal());
  }

  private Map<String, Object> parameters() {
    try {
      return parameters.fields();
    } catch (TypeConversionException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> fields(Map<String, Object> condition) {
    Map<String, Object> fields = new LinkedHashMap<>(condition);
    put(fields, "name", name);
    put(fields, "note", note);
    put(fields, "cooldown_seconds", cooldown);
    put(fields, "repeat", repeat);
    put(fields, "enabled", enabled == null ? null : !enabled.pause);
    put(
        fields,
        "expires_at",
        NEVER.equals(expires) ? JsonNodeFactory.instance.nullNode() : expires);
    fields.putAll(destinations());
    return fields;
  }

  private Map<String, ?> destinations() {
    Map<String, ?> chosen = destinations.fields();
    if (!defaultDestinations) {
      return chosen;
    }
    if (!chosen.isEmpty()) {
      throw invalid("--default-destinations cannot be combined with others.");
    }
    return Map.of(DestinationOptions.FIELD, JsonNodeFactory.instance.nullNode());
  }

  private static void put(Map<String, Object> fields, String field, @Nullable Object value) {
    if (value != null) {
      fields.put(field, value);
    }
  }

  private static String describe(Received.Message updated) {
    Alert alert = Alert.of(updated.json().path("subscription"));
    return "Updated "
        + alert.id()
        + ": "
        + alert.title()
        + ", revision "
        + alert.field("revision")
        + ", "
        + alert.field("status")
        + ".";
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
