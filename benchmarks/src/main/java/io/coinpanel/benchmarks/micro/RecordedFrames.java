package io.coinpanel.benchmarks.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Trade frames of the combined stream as the exchange sent them, from a gzipped file of lines
 * {@code <receive time> <frame>} that does not come with the project; where there is none,
 * generated ones of the same shape.
 */
public final class RecordedFrames {

  /** Names the file. */
  public static final String PROPERTY = "coinpanel.recorded.frames";

  /** How many there are. */
  public static final int COUNT = 4096;

  private static final String NEARBY = "../shared/data/frames-combined-2024-08-09.txt.gz";

  private RecordedFrames() {}

  /** {@link #COUNT} frames. */
  public static List<byte[]> read() {
    Path file = file();
    List<String> frames = Files.isReadable(file) ? recorded(file) : generated();
    return frames.stream().map(frame -> frame.getBytes(US_ASCII)).toList();
  }

  /** Where the recorded ones are, if they are. */
  public static Path file() {
    String named = System.getProperty(PROPERTY);
    return named == null ? root().resolve(NEARBY).normalize() : Path.of(named);
  }

  private static Path root() {
    Path here = Path.of(System.getProperty("coinpanel.root", "")).toAbsolutePath();
    return Files.exists(here.resolve("common-model")) ? here : here.resolve("..");
  }

  private static List<String> recorded(Path file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), US_ASCII))) {
      return lines
          .lines()
          .map(line -> line.substring(line.indexOf(' ') + 1))
          .filter(frame -> frame.contains("@trade\""))
          .limit(COUNT)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> generated() {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, COUNT).mapToObj(i -> frame(i, random)).toList();
  }

  private static String frame(int number, SplittableRandom random) {
    long time = 1_723_161_255_342L + number * 20L;
    return "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"%d.%02d000000\",\"q\":\"0.%08d\",\"T\":%d,\"m\":%b,\"M\":true}}"
        .formatted(
            time + 1,
            3_735_683_259L + number,
            61_000 + random.nextInt(1000),
            random.nextInt(100),
            random.nextInt(100_000_000),
            time,
            random.nextBoolean());
  }
}
