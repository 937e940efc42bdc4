package io.coinpanel.standalone.stepped;

import io.coinpanel.ingestion.IngestionApplication;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.context.support.GenericApplicationContext;

/** Ingestion as it is, but for its wall clock, which is off by what a file says. */
public final class SteppedIngestion {

  private SteppedIngestion() {}

  public static void main(String[] arguments) throws IOException {
    InstantSource clock = ClockFile.ofThisProcess();
    IngestionApplication.builder()
        .initializers(
            context ->
                ((GenericApplicationContext) context)
                    .registerBean("steppedClock", InstantSource.class, () -> clock))
        .run(arguments);
  }
}
