/** What ingestion needs of any exchange. */
@NullMarked
package io.coinpanel.ingestion.exchange;

import org.jspecify.annotations.NullMarked;
