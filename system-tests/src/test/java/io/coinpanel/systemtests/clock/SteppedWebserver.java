package io.coinpanel.systemtests.clock;

import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;

/** The webserver with a wall clock offset read from a file. */
public final class SteppedWebserver {

  private SteppedWebserver() {}

  public static void main(String[] arguments) throws IOException {
    WebserverApplication.builder().initializers(ClockFile.initializer()).run(arguments);
  }
}
