/** AOT training runs of the services on simulated trades. */
@org.jspecify.annotations.NullMarked
package io.coinpanel.standalone.training;
