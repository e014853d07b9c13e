package org.pluspeer.market.listing;

/** What is wrong with a listing. One is enough to refuse it and not to pass it on. */
public enum ListingFault {
    SIGNATURE("the signature is not the seller's"),
    BODY_HASH("the body is not the one that was signed"),
    BODY_NOT_CANONICAL("the body is not in the one form that may be signed"),
    BODY_TOO_LARGE("the body is larger than 64 KiB"),
    WRONG_CHAIN("body and signature name different chains or contracts"),
    EXPIRED("the listing has expired"),
    VALID_TOO_LONG("the listing would be valid for more than 400 days"),
    FROM_THE_FUTURE("the listing was made in the future"),
    SIZE("the size is beyond 2^53 - 1 bytes"),
    PRICE("a price is at least one unit"),
    PAYEE("the payee is not an account"),
    SAMPLE("a sample is not part of the content, or comes twice"),
    TITLE("a title has 1 to 200 plain characters on one line"),
    DESCRIPTION("a description has at most 8,000 plain characters"),
    TAGS("there are at most 16 different tags of 1 to 40 plain characters"),
    LICENCE("a licence has 1 to 100 plain characters on one line"),
    LANGUAGE("a language is a BCP 47 tag such as en or pt-BR"),
    MEDIA_TYPE("a media type is like text/csv, in lower case, without parameters"),
    FILE_NAME("a file name has 1 to 255 bytes, none of them part of a path"),
    COLUMNS("there are at most 256 columns, with plain names and types"),
    CONTACT("there are at most 8 addresses, each host:port"),
    SERVICE("an API, and nothing else, has the http(s) address where it is called");

    private final String sentence;

    ListingFault(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
