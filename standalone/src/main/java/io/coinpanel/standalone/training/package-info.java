/** Runs the services on simulated trades, so that the JVM can cache what that takes. */
@org.jspecify.annotations.NullMarked
package io.coinpanel.standalone.training;
