// NodaTime has a Period of its own, a length of time; here a period is a month of the books.
global using Period = BackOffice.Primitives.Period;
