package io.coinpanel.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ServerOptionsTest {

  private static final String KEY = "cp_8Jx2kQ0a_3hT9vYwP6sLmZ4nBcR7dFgK1eUoXiA5q";
  private static final Credential OF_KEY = new Credential.Key(KEY);

  @Command(mixinStandardHelpOptions = true)
  static final class SomeCommand implements Runnable {
    @Mixin private final ServerOptions server;

    SomeCommand(Map<String, String> environment) {
      this.server = new ServerOptions(environment);
    }

    @Override
    public void run() {}
  }

  @Test
  void theKeyComesFromTheArgumentsOrElseTheEnvironment() {
    Map<String, String> environment = Map.of("COINPANEL_KEY", " " + KEY + "\n");
    assertThat(parse(environment).credential()).contains(OF_KEY);
    assertThat(parse(Map.of(), "--key", KEY).credential()).contains(OF_KEY);
    assertThat(parse(environment, "--key", "other").credential())
        .contains(new Credential.Key("other"));
    assertThat(parse(environment, "--local").credential()).contains(new Credential.Local());
    assertThat(parse(Map.of("COINPANEL_KEY", "")).credential()).isEmpty();
    assertThat(parse(Map.of()).account()).isEqualTo(new Credential.Local());
  }

  @Test
  void theKeyIsNeverShown() {
    StringWriter help = new StringWriter();
    new CommandLine(new SomeCommand(Map.of("COINPANEL_KEY", KEY)))
        .usage(new PrintWriter(help, true));
    assertThat(help.toString()).contains("--key").doesNotContain(KEY);
    assertThat(OF_KEY.toString()).doesNotContain(KEY);
    assertThat(OF_KEY.rejected("invalid or expired token")).doesNotContain(KEY);
    assertThatThrownBy(() -> parse(Map.of(), "--key", KEY + "\u20ac").credential())
        .isInstanceOf(ParameterException.class)
        .hasMessageNotContaining(KEY);
  }

  @Test
  void aKeyAndLocalExcludeEachOther() {
    assertThatThrownBy(() -> parse(Map.of(), "--key", KEY, "--local").credential())
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void rejectsWhatIsNoWebSocketUrl() {
    for (String url : new String[] {"http://localhost:8000", "ws:localhost", "localhost"}) {
      assertThatThrownBy(() -> parse(Map.of(), "--url", url).address())
          .isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void httpIsBesideTheWebSocket() {
    assertThat(WebserverApi.origin(URI.create("ws://localhost:8000/ws")))
        .isEqualTo(URI.create("http://localhost:8000"));
    assertThat(WebserverApi.origin(URI.create("wss://example.com/alerts/ws")))
        .isEqualTo(URI.create("https://example.com/alerts"));
    assertThat(WebserverApi.origin(URI.create("ws://[::1]:8000")))
        .isEqualTo(URI.create("http://[::1]:8000"));
  }

  private static ServerOptions parse(Map<String, String> environment, String... arguments) {
    SomeCommand command = new SomeCommand(environment);
    new CommandLine(command).parseArgs(arguments);
    return command.server;
  }
}
