/** Usual names of columns, by their role for a model. */
export const ROLE_NAMES = {
  sequence:
    /^((sequence|series|seq|sample|session|trial|case|recording|window|segment|instance|unique|trip|visit|episode)[ _-]?(id|no|nr|number|name|index)?|id)$/i,
  time:
    /^(t|times?|time[ _-]?stamp|date|date[ _-]?time|ds|step|time[ _-]?step|tick|frame|period|quarter|month|week|day|year|hour|minute|second)([ _([-]*(ns|us|ms|s|secs?|seconds|millis|milliseconds|utc|gmt|local)[)\]]?)?$/i,
  label:
    /^(label|labels|class|classes|class[ _-]?(label|name)|target|y|category|activity|outcome|diagnosis|species|sentiment|language|speaker|gesture|state|type|tag)$/i,
  group:
    /^(group|subject|person|participant|patient|user|machine|device|unit|driver|speaker|author|site|sensor)([ _-]?(id|no|nr|number|name))?$/i,
  text:
    /^(text|texts|message|sms|body|content|sentence|review|tweet|comment|title|document|utterance|name)$/i,
  /** Row numbers, which tell a model nothing. */
  rowNumber: /^(no|nr|number|index|idx|row|row[ _-]?(no|nr|number|id)|unnamed.*|column 1)$/i,
} as const;

/** Columns that together make a date, from the largest unit to the smallest. */
export const DATE_PARTS = [
  /^(year|yr|yyyy)$/i,
  /^(month|mon|mm)$/i,
  /^(day|dd|day[ _-]of[ _-]month)$/i,
  /^(hour|hr|hh)$/i,
  /^(minute|min)$/i,
] as const;
