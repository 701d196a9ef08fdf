//! How are numbers added and exponentiated so that every machine and every partition gives the same bits?
