package io.coinpanel.systemtests.clock;

import io.coinpanel.ingestion.IngestionApplication;
import java.io.IOException;

/** Ingestion with a wall clock offset read from a file. */
public final class SteppedIngestion {

  private SteppedIngestion() {}

  public static void main(String[] arguments) throws IOException {
    IngestionApplication.builder().initializers(ClockFile.initializer()).run(arguments);
  }
}
