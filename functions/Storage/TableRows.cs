using Azure.Data.Tables;

namespace BackOffice.Storage;

/// <summary>Reading rows of our own, whose properties are there.</summary>
internal static class TableRows
{
    extension(TableEntity row)
    {
        /// <exception cref="InvalidDataException">The row has no such text: it is none of ours, or was damaged.</exception>
        public string Text(string property)
            => row.GetString(property) ?? throw new InvalidDataException($"A row without {property}.");
    }
}
