package io.coinpanel.cli.client;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of commands that talk to a server: where it is, and who asks. */
public final class ServerOptions {

  private static final String KEY_VARIABLE = "COINPANEL_KEY";
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:COINPANEL_URL:-ws://localhost:8000/ws}",
      description = "URL of the webserver (${DEFAULT-VALUE}).")
  private URI url = URI.create("ws://localhost:8000/ws");

  // No default value in the annotation: usage help would print it.
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "API key of the account to act as. "
              + KEY_VARIABLE
              + " is safer: other users of the machine can see arguments.")
  private @Nullable String key;

  @Option(
      names = "--local",
      description = "Act as account local of a server on this machine, without a key.")
  private boolean local;

  private final Map<String, String> environment;

  public ServerOptions() {
    this(System.getenv());
  }

  ServerOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The webserver's WebSocket. */
  public URI address() {
    String scheme = String.valueOf(url.getScheme());
    if ((!scheme.equals("ws") && !scheme.equals("wss")) || url.getHost() == null) {
      throw invalid("'" + url + "' is not a WebSocket URL: it must start with ws:// or wss://.");
    }
    return url;
  }

  /** Empty for an anonymous client. */
  public Optional<Credential> credential() {
    if (local && key != null) {
      throw invalid("--local and --key cannot be combined.");
    }
    return local ? Optional.of(new Credential.Local()) : key().map(Credential.Key::new);
  }

  /** For commands that are about an account: {@code local}, if no other is given. */
  public Credential account() {
    return credential().orElseGet(Credential.Local::new);
  }

  /** Whether a key is among the arguments, or {@code local}. */
  public boolean isExplicit() {
    return local || key != null;
  }

  private Optional<String> key() {
    String text = key == null ? environment.getOrDefault(KEY_VARIABLE, "").strip() : key.strip();
    if (key != null && text.isEmpty()) {
      throw invalid("The key is empty.");
    }
    if (!text.isEmpty() && !KEY.matcher(text).matches()) {
      throw invalid("The key contains invalid characters.");
    }
    return Optional.of(text).filter(found -> !found.isEmpty());
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }
}
