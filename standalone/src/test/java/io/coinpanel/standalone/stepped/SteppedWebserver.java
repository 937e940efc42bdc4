package io.coinpanel.standalone.stepped;

import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;

/** The webserver as it is, but for its wall clock, which is off by what a file says. */
public final class SteppedWebserver {

  private SteppedWebserver() {}

  public static void main(String[] arguments) throws IOException {
    WebserverApplication.builder().initializers(ClockFile.initializer()).run(arguments);
  }
}
