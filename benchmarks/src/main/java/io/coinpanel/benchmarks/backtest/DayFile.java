package io.coinpanel.benchmarks.backtest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Trades of a day as the exchange publishes them: a random walk, in ticks of a cent. */
final class DayFile {

  private static final long BEGIN = 1_735_689_600_000_000L;
  private static final long DAY = 86_400_000_000L;
  private static final long FIRST_ID = 4_359_250_000L;
  private static final int START = 9_400_000;

  private DayFile() {}

  static void writePlain(Path file, int trades) throws IOException {
    try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
      write(stream, trades);
    }
  }

  static void writeZip(Path file, int trades) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      zip.putNextEntry(new ZipEntry("BTCUSDT-trades-2025-01-01.csv"));
      write(zip, trades);
      zip.closeEntry();
    }
  }

  private static void write(OutputStream stream, int trades) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder();
    long cents = START;
    for (int i = 0; i < trades; i++) {
      cents += random.nextInt(4) == 0 ? random.nextInt(-300, 301) : 0;
      append(rows, i, cents, random.nextInt(1, 1_000_000), BEGIN + DAY / trades * i);
      if (rows.length() > 1 << 16) {
        flush(rows, stream);
      }
    }
    flush(rows, stream);
  }

  private static void append(StringBuilder rows, int i, long cents, int quantity, long time) {
    rows.append(FIRST_ID + i).append(',');
    decimal(rows, cents, 2).append("000000,");
    decimal(rows, quantity, 5).append("000,");
    decimal(rows, cents * quantity, 7).append("0,").append(time);
    rows.append(quantity % 2 == 0 ? ",True,True\n" : ",False,True\n");
  }

  private static StringBuilder decimal(StringBuilder rows, long number, int decimals) {
    long one = 1;
    for (int i = 0; i < decimals; i++) {
      one *= 10;
    }
    rows.append(number / one).append('.');
    return rows.append(Long.toString(one + number % one), 1, decimals + 1);
  }

  private static void flush(StringBuilder rows, OutputStream stream) throws IOException {
    stream.write(rows.toString().getBytes(StandardCharsets.ISO_8859_1));
    rows.setLength(0);
  }
}
