/** How alerts are shown. */
@NullMarked
package io.coinpanel.standalone.alert;

import org.jspecify.annotations.NullMarked;
