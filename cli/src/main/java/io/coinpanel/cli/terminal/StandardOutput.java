package io.coinpanel.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Standard output that records write failures. */
public final class StandardOutput extends PrintWriter {

  private final Recorder recorder;

  private StandardOutput(Recorder recorder) {
    super(new OutputStreamWriter(recorder, System.out.charset()));
    this.recorder = recorder;
  }

  public static StandardOutput open() {
    return new StandardOutput(new Recorder(new FileOutputStream(FileDescriptor.out)));
  }

  /** Why the last write failed; null if none has. */
  @Nullable IOException failure() {
    return recorder.failure;
  }

  private static final class Recorder extends FilterOutputStream {
    private volatile @Nullable IOException failure;

    Recorder(OutputStream stream) {
      super(stream);
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        out.write(bytes, from, count);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
