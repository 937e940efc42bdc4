package io.coinpanel.standalone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeyFileTest {

  @Test
  void isMadeOnceAndForItsOwnerOnly(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("secret-key");
    String key = SecretKeyFile.readOrCreate(file);
    assertThat(Base64.getDecoder().decode(key)).hasSize(32);
    assertThat(SecretKeyFile.readOrCreate(file)).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining(other -> !other.equals(file));
  }
}
