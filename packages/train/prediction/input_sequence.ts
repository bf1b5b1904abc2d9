/** A sequence to predict: the values of each step, in the order of the features, or a text. */
export type InputSequence = readonly (readonly (number | string | null)[])[] | string;

/** What occurred and training lacked: values by feature, or symbols of texts, with numbers of occurrences. */
export type UnseenCounts = Map<string, Map<string, number>>;
