package io.coinpanel.cli.client;

import io.coinpanel.cli.terminal.OutputOptions;
import io.coinpanel.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that uses the HTTP interface as an account. */
public abstract class ApiCommand implements Callable<Integer> {

  @Mixin private OutputOptions outputOptions = new OutputOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public final Integer call() throws InterruptedException {
    Terminal terminal = outputOptions.terminal();
    try (WebserverApi api = new WebserverApi(server.address(), server.account())) {
      return run(api, terminal);
    }
  }

  /** Returns the exit code. */
  protected abstract int run(WebserverApi api, Terminal terminal) throws InterruptedException;
}
