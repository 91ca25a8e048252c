using System.Buffers.Binary;

namespace BackOffice.Documents.Domain.Containers;

/// <summary>Reads the directory of a ZIP, never its contents: archives are refused, and the reason tells the sender what to do.</summary>
internal static class ZipDirectory
{
    private const int EndRecordLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int EntryLength = 46;

    public static QuarantineReason Judge(ReadOnlySpan<byte> zip, ExaminationLimits limits)
    {
        int window = Math.Max(0, zip.Length - EndRecordLength - LongestComment);
        int end = zip[window..].LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || zip.Length - window - end < EndRecordLength)
        {
            return QuarantineReason.Broken;
        }

        ReadOnlySpan<byte> record = zip[(window + end)..];
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        return start > zip.Length ? QuarantineReason.Broken : JudgeEntries(zip[(int)start..], limits);
    }

    private static QuarantineReason JudgeEntries(ReadOnlySpan<byte> directory, ExaminationLimits limits)
    {
        ulong inflated = 0;
        bool encrypted = false;
        while (directory.Length >= EntryLength && directory.StartsWith("PK\x01\x02"u8))
        {
            encrypted |= (directory[8] & 1) == 1;
            inflated += BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
            int variable = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[30..])
                + BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            directory = directory[Math.Min(directory.Length, EntryLength + variable)..];
        }

        if (inflated > (ulong)limits.MaxInflatedBytes)
        {
            return QuarantineReason.Bomb;
        }

        return encrypted ? QuarantineReason.Encrypted : QuarantineReason.NotAllowedArchive;
    }
}
