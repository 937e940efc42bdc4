package io.coinpanel.standalone.faults.ingestion;

import io.coinpanel.ingestion.IngestionApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.support.GenericApplicationContext;

/** Ingestion as it is, but for its wall clock, which is off by what a file says. */
public final class SteppedIngestion {

  /** Names the file of the clock. */
  public static final String CLOCK = "coinpanel.faults.clock";

  private SteppedIngestion() {}

  public static void main(String[] arguments) throws IOException {
    InstantSource clock = ClockFile.open(Path.of(System.getProperty(CLOCK))).clock();
    IngestionApplication.builder()
        .initializers(
            context ->
                ((GenericApplicationContext) context)
                    .registerBean("steppedClock", InstantSource.class, () -> clock))
        .run(arguments);
  }
}
