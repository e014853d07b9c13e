/**
 * Files: those that are sold, named by their SHA-256; those that are arriving; and those that were bought, under a name
 * that people can read and no peer can choose freely.
 *
 * <p>It knows neither listings nor sales, encrypts nothing and checks no proof.
 */
@NullMarked
package org.pluspeer.node.blob;

import org.jspecify.annotations.NullMarked;
