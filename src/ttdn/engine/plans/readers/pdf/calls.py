"""PDFium's functions as plain calls on integer handles: twice as fast as through its typed pointers."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_P, _I, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_float


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    function: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return function


class Rect(ctypes.Structure):
    _fields_ = [("left", _F), ("top", _F), ("right", _F), ("bottom", _F)]


class Matrix(ctypes.Structure):
    _fields_ = [(name, _F) for name in "abcdef"]


load_document = _function("FPDF_LoadMemDocument64", _P, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p)
close_document = _function("FPDF_CloseDocument", None, _P)
last_error = _function("FPDF_GetLastError", ctypes.c_ulong)
page_count = _function("FPDF_GetPageCount", _I, _P)
load_page = _function("FPDF_LoadPage", _P, _P, _I)
close_page = _function("FPDF_ClosePage", None, _P)
page_box = _function("FPDF_GetPageBoundingBox", _I, _P, _P)
annotation_count = _function("FPDFPage_GetAnnotCount", _I, _P)
flatten = _function("FPDFPage_Flatten", _I, _P, _I)

load_text = _function("FPDFText_LoadPage", _P, _P)
close_text = _function("FPDFText_ClosePage", None, _P)
count_characters = _function("FPDFText_CountChars", _I, _P)
character = _function("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
character_object = _function("FPDFText_GetTextObject", _P, _P, _I)
character_box = _function("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
character_origin = _function("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
character_matrix = _function("FPDFText_GetMatrix", _I, _P, _I, _P)
character_size = _function("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
generated = _function("FPDFText_IsGenerated", _I, _P, _I)

object_font = _function("FPDFTextObj_GetFont", _P, _P)
render_mode = _function("FPDFTextObj_GetTextRenderMode", _I, _P)
font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_flags = _function("FPDFFont_GetFlags", _I, _P)

count_objects = _function("FPDFPage_CountObjects", _I, _P)
page_object = _function("FPDFPage_GetObject", _P, _P, _I)
object_type = _function("FPDFPageObj_GetType", _I, _P)
object_matrix = _function("FPDFPageObj_GetMatrix", _I, _P, _P)
object_bounds = _function("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
form_count = _function("FPDFFormObj_CountObjects", _I, _P)
form_object = _function("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
path_segments = _function("FPDFPath_CountSegments", _I, _P)
path_segment = _function("FPDFPath_GetPathSegment", _P, _P, _I)
path_mode = _function("FPDFPath_GetDrawMode", _I, _P, _P, _P)
segment_point = _function("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_type = _function("FPDFPathSegment_GetType", _I, _P)
segment_closes = _function("FPDFPathSegment_GetClose", _I, _P)

OBJECT_PATH, OBJECT_IMAGE, OBJECT_FORM = 2, 3, 5
SEGMENT_BEZIER, SEGMENT_MOVE = 1, 2
ERROR_PASSWORD, ERROR_SECURITY = 4, 5
