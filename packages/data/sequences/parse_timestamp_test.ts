import assert from "node:assert/strict";
import { describe, it } from "@bnlstm/testing";
import { type DateOrder, parseTimestamp } from "./parse_timestamp.ts";

describe("parseTimestamp()", () => {
  const read = (text: string, order?: DateOrder) => {
    const time = parseTimestamp(text, order);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(".000Z", "");
  };

  it("reads dates and times as they are written", () => {
    const written = {
      "1949-01": "1949-01-01T00:00:00",
      "2012/3/4 05:06": "2012-03-04T05:06:00",
      "2012.03.04": "2012-03-04T00:00:00",
      "2012-03-04T05:06:07+02:00": "2012-03-04T03:06:07",
      "2012-03-04 05:06:07,250": "2012-03-04T05:06:07.250Z",
      "31.12.2020": "2020-12-31T00:00:00",
      "3/4/2012": "2012-03-04T00:00:00",
      "3/4/12 11:59 PM": "2012-03-04T23:59:00",
      "3/4/99 12:00 am": "1999-03-04T00:00:00",
      "16/12/2006 17:24:00": undefined,
      "Jan 1 2000": "2000-01-01T00:00:00",
      "Feb-1-1995": "1995-02-01T00:00:00",
      "September 3, 2010": "2010-09-03T00:00:00",
      "01-Mar-2000": "2000-03-01T00:00:00",
      "Mon, 07 Feb 2022 10:11:12 GMT": "2022-02-07T10:11:12",
      "2000-Apr": "2000-04-01T00:00:00",
      "May 2000": "2000-05-01T00:00:00",
      "2009Q3": "2009-07-01T00:00:00",
      "2010 1 2": "2010-01-02T00:00:00",
      "2010 1 2 23": "2010-01-02T23:00:00",
      "10:30": "1970-01-01T10:30:00",
      "0050-06-01": "0050-06-01T00:00:00",
    };
    for (const [text, time] of Object.entries(written)) assert.equal(read(text), time, text);
    assert.equal(read("3/4/2012", "day-first"), "2012-04-03T00:00:00");
    assert.equal(read("16/12/2006 17:24:00", "day-first"), "2006-12-16T17:24:00");
  });

  it("takes nothing else for a time", () => {
    const others = [
      "",
      "12",
      "2012-13-01",
      "2021-02-29",
      "31.4.2020",
      "a-b",
      "2012-01-01x",
      "2012-00-01",
      "25:00",
      "13:00 pm",
      "may be 2000",
      "Mar",
      "1.2.3",
      "12-05",
      "3 apples 2000",
      "2009Q5",
    ];
    for (const text of others) assert.equal(read(text), undefined, text);
  });
});
