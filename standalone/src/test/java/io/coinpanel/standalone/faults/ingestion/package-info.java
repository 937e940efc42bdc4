/** The main class of an ingestion whose wall clock a test can step. */
@NullMarked
package io.coinpanel.standalone.faults.ingestion;

import org.jspecify.annotations.NullMarked;
