package io.coinpanel.testkit.conditions;

import static io.coinpanel.testkit.conditions.Condition.fall;
import static io.coinpanel.testkit.conditions.Condition.rise;
import static io.coinpanel.testkit.conditions.Example.example;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exchange's own trailing-stop scenarios, in tenths. */
class WorkedExamplesTest {

  static Stream<Example> examples() {
    return Stream.of(
        example("A", rise(50_000).from(440_000), "400000 370000 460000 420000 440999 441000", 5),
        example("B", fall(100_000).from(390_000), "400000 415000 370000 410000 369001 369000", 5),
        example(
            "C", rise(85_000).from(380_000), "400000 420000 370000 390000 380000 401449 401450", 6),
        example(
            "D",
            fall(75_000).from(420_000),
            "400000 415000 390000 450000 440000 465000 430126 430125",
            7),
        example("E", fall(70_000), "400000 420000 395000 455000 423151 423150", 5));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void fires(Example example) {
    example.check();
  }
}
