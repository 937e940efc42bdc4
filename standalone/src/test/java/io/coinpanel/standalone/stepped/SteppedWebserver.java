package io.coinpanel.standalone.stepped;

import io.coinpanel.webserver.WebserverApplication;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.context.support.GenericApplicationContext;

/** The webserver as it is, but for its wall clock, which is off by what a file says. */
public final class SteppedWebserver {

  private SteppedWebserver() {}

  public static void main(String[] arguments) throws IOException {
    InstantSource clock = ClockFile.ofThisProcess();
    WebserverApplication.builder()
        .initializers(
            context ->
                ((GenericApplicationContext) context)
                    .registerBean("steppedClock", InstantSource.class, () -> clock))
        .run(arguments);
  }
}
