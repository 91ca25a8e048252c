namespace BackOffice.Invoicing.Domain;

/// <summary>BlokDanych: a part of the attachment of an invoice.</summary>
public sealed record PolishAttachmentBlock
{
    /// <summary>ZNaglowek.</summary>
    public string? Heading { get; init; }

    /// <summary>MetaDane.</summary>
    public IReadOnlyList<PolishKeyValue> Facts { get; init; } = [];

    /// <summary>Tekst/Akapit.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Tabela.</summary>
    public IReadOnlyList<PolishTable> Tables { get; init; } = [];
}

/// <summary>A fact by its name.</summary>
public sealed record PolishKeyValue
{
    public string Key { get; init; } = "";

    public string Value { get; init; } = "";
}

/// <summary>Tabela.</summary>
public sealed record PolishTable
{
    /// <summary>TMetaDane.</summary>
    public IReadOnlyList<PolishKeyValue> Facts { get; init; } = [];

    /// <summary>Opis.</summary>
    public string? Description { get; init; }

    /// <summary>TNaglowek/Kol.</summary>
    public IReadOnlyList<PolishColumn> Columns { get; init; } = [];

    /// <summary>Wiersz.</summary>
    public IReadOnlyList<PolishRow> Rows { get; init; } = [];

    /// <summary>Suma: one cell a column; null without totals.</summary>
    public PolishRow? Totals { get; init; }
}

/// <summary>Kol: a column of a table.</summary>
public sealed record PolishColumn
{
    /// <summary>NKom.</summary>
    public string Name { get; init; } = "";

    /// <summary>Typ: date, datetime, dec, int, time or txt.</summary>
    public string Type { get; init; } = "";
}

/// <summary>Cells of a table, in the order of the columns; a cell may be empty.</summary>
public sealed record PolishRow
{
    public IReadOnlyList<string> Cells { get; init; } = [];
}
