package org.pluspeer.market.listing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.BlockProof;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/**
 * The words of a listing. What a record may hold is looser than what a listing may: {@link #check()} tells.
 *
 * @param title one line, 1 to 200 characters
 * @param description lines, at most 8,000 characters, may be empty
 * @param language BCP 47 tag of the words; null if not said
 * @param tags at most 16, each 1 to 40 characters
 * @param licence an SPDX id or a name
 * @param mediaType such as {@code text/csv}
 * @param fileName as the buyer may save it
 * @param columns of a table, in order; empty if it is none or not said
 * @param samples at most 4 blocks of the content, in clear
 * @param terms SHA-256 of terms of use beyond the licence; null if there are none
 * @param predecessor id of the listing that this one follows; null if none
 * @param createdAt unix seconds
 * @param chainId of the chain on which it can be bought
 * @param contract FairExchange on that chain
 * @param contact where the seller's node was; null if not said
 * @param service where an API is called, or a file is sold by x402 as well; an http(s) URL of at most 500 characters,
 *     null if there is none
 */
public record ListingBody(
        Kind kind,
        String title,
        String description,
        @Nullable String language,
        List<String> tags,
        String licence,
        String mediaType,
        String fileName,
        List<Column> columns,
        List<BlockProof> samples,
        @Nullable Hash32 terms,
        @Nullable Hash32 predecessor,
        long createdAt,
        long chainId,
        Address contract,
        @Nullable Contact contact,
        @Nullable String service) {
    /** What is sold. */
    public enum Kind {
        DATASET("dataset"),
        FILE("file"),
        /** Calls of a service, each paid for by itself; the content is its description. */
        API("api"),
        /** Room on the seller's disk; the content is the price table, {@code market.deal.StorageTable}. */
        STORAGE("storage");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** As JSON has it. */
        public String text() {
            return text;
        }
    }

    /**
     * One column of a table.
     *
     * @param type as the seller calls it, such as {@code integer}
     */
    public record Column(String name, String type) {}

    /** Of anything but an API. */
    public ListingBody(
            Kind kind,
            String title,
            String description,
            @Nullable String language,
            List<String> tags,
            String licence,
            String mediaType,
            String fileName,
            List<Column> columns,
            List<BlockProof> samples,
            @Nullable Hash32 terms,
            @Nullable Hash32 predecessor,
            long createdAt,
            long chainId,
            Address contract,
            @Nullable Contact contact) {
        this(
                kind,
                title,
                description,
                language,
                tags,
                licence,
                mediaType,
                fileName,
                columns,
                samples,
                terms,
                predecessor,
                createdAt,
                chainId,
                contract,
                contact,
                null);
    }

    public ListingBody {
        tags = List.copyOf(tags);
        columns = List.copyOf(columns);
        samples = List.copyOf(samples);
    }

    /**
     * Takes a body out of parsed JSON.
     *
     * @throws org.pluspeer.wallet.eth.MalformedException if a member is missing, unknown or of another type
     */
    public static ListingBody of(Json json) {
        return BodyJson.read(json);
    }

    public Json.Members json() {
        return BodyJson.write(this);
    }

    /** The bytes whose SHA-256 the head of the listing holds: RFC 8785. */
    public byte[] bytes() {
        return json().canonical();
    }

    /** Everything that is wrong with the words; empty if nothing is. The samples are checked against the head. */
    public List<ListingFault> check() {
        return BodyCheck.faults(this);
    }
}
