/** What is remembered, for whom, and until when. */
@NullMarked
package io.coinpanel.standalone.session;

import org.jspecify.annotations.NullMarked;
