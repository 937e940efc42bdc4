package io.coinpanel.standalone.stepped;

import io.coinpanel.ingestion.IngestionApplication;
import java.io.IOException;

/** Ingestion as it is, but for its wall clock, which is off by what a file says. */
public final class SteppedIngestion {

  private SteppedIngestion() {}

  public static void main(String[] arguments) throws IOException {
    IngestionApplication.builder().initializers(ClockFile.initializer()).run(arguments);
  }
}
